import { asRecord, type KubernetesObject } from "../../../core";
import type { Changes } from "../../model";

/**
 * The time that the flag of Prometheus gives on the side before, for a configuration that gives it now; undefined where no
 * flag gives it.
 */
export function flaggedRetention({ before }: Changes, service: string): string | undefined {
  const holder = before.object(`StatefulSet/${service}`) ?? before.object(`Deployment/${service}`);
  return /--storage\.tsdb\.retention(?:\.time)?=(\w+)/.exec(JSON.stringify(asRecord(holder?.["spec"])))?.[1];
}

/**
 * The time that the configuration of Prometheus gives on the side after, for a flag that is gone; by its text alone, as it
 * is one of many.
 */
export function configuredRetention({ after }: Changes, { metadata }: KubernetesObject): string | undefined {
  return after.objects
    .filter(({ kind, metadata: { namespace } }) => kind === "ConfigMap" && namespace === metadata.namespace)
    .flatMap((object) => Object.values(asRecord(object["data"])))
    .filter((text): text is string => typeof text === "string" && text.includes("scrape_configs"))
    .map((text) => /\n\s*retention:\s*\n(?:\s+size:.*\n)?\s+time:\s*['"]?(\w+)/.exec(text)?.[1])
    .find((time) => time !== undefined);
}
