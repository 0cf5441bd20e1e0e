import type { Construct } from "constructs";
import { Loki, type LokiProps, type ObjectStorage } from "../../../lib/components/loki";
import type { KubernetesObject } from "../../../lib/core";
import { asRecord, type JsonRecord } from "../../../lib/core/json";
import { at, fileOf, objectsOf, problemsOf } from "../a-stack";

/** What three replicas need. */
export const aBucket: ObjectStorage = { bucket: "logs", region: "eu-central-1" };

export function aLoki(scope: Construct, props: Partial<LokiProps> = {}): Loki {
  return new Loki(scope, "loki", {
    cluster: "test",
    profile: "small",
    alertmanagers: ["alertmanager.observability.svc:9093"],
    remoteWrite: ["http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/write"],
    ...props,
  });
}

/** The objects of one Loki, with a rule file for each name. */
export function lokiObjects(
  props: Partial<LokiProps> = {},
  ruleFiles: readonly string[] = [],
): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    const loki = aLoki(scope, props);
    const rules = [{ record: "service:log_lines:rate5m", expr: 'sum(rate({service_name="checkout"}[5m]))' }];
    for (const file of ruleFiles) loki.addRules({ file, shard: "services", groups: () => [{ name: file, rules }] });
  });
}

/** Its configuration, parsed. */
export function configOf(props: Partial<LokiProps> = {}): JsonRecord {
  return asRecord(fileOf(lokiObjects(props), "loki-config", "loki.yaml"));
}

/** A part of its configuration. */
export function sectionOf(props: Partial<LokiProps>, ...path: readonly string[]): JsonRecord {
  return asRecord(at(configOf(props), ...path));
}

export function lokiProblems(props: Partial<LokiProps>): readonly string[] {
  return problemsOf((scope) => aLoki(scope, props));
}
