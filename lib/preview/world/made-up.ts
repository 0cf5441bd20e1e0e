import type { PrometheusRuleGroup } from "../../components/rules";
import type { Manifest } from "../../core";
import type { Monitor } from "../../monitor";
import type { Preferences } from "../answer";
import { metrics, withRules } from "../evaluate";
import { logs } from "../logql";
import type { Sources } from "../sources";
import type { Cluster } from "./cluster";
import { clusterOf } from "./cluster-of";
import { worldLogs } from "./logs";
import { worldStorage } from "./metrics/storage";
import { NOW } from "./story";
import { worldTraces } from "./traces";
import { rolesOf } from "./traces/roles";

/** What a made-up cluster that runs an app would answer. */
export interface MadeUp {
  readonly sources: Sources;
  /** When its story ends, in seconds since 1970. */
  readonly now: number;
  /** Whom the story is about. */
  readonly preferences: Preferences;
}

/** The cluster that would run what an app declares, its rules evaluated, in the middle of a story: see `story.ts`. Pure. */
export function madeUp(
  manifests: readonly Manifest[],
  monitors: readonly Monitor[],
  rules: readonly PrometheusRuleGroup[],
): MadeUp {
  const cluster = clusterOf(manifests, monitors);
  const hero = [...rolesOf(cluster)].find(([, role]) => role === "hero")?.[0];
  const [namespace = "", service = ""] = hero?.split("/") ?? [];
  return {
    sources: {
      metrics: metrics(withRules(worldStorage(cluster, monitors), rules)),
      logs: logs(worldLogs(cluster)),
      traces: worldTraces(cluster),
    },
    now: NOW,
    preferences: { ...gatewayOf(cluster), ...(hero === undefined ? {} : { namespace, service }) },
  };
}

/** Of the collectors, which have one dashboard, the one that samples traces and counts calls. */
function gatewayOf({ workloads }: Cluster): Preferences {
  const gateway = workloads.find(({ name }) => name === "collector-gateway");
  return gateway ? { job: `${gateway.namespace}/${gateway.name}` } : {};
}
