import { parseDuration, UnitError, type KubernetesObject } from "../../core";
import { STATUSES_PER_ROUTE } from "../../signals";
import { BUCKETS, PER_RULE_GROUP } from "./measured";
import { routesOf } from "./routes";
import { ruleGroupsOf, type RuleGroup } from "./rule-groups";
import type { Series } from "./series";
import type { Watching } from "./watching";
import type { Workload } from "./workload";

/** What rules record, and what is told of their evaluation. Alerts are left out: there are few when all is well. */
export function recordedSeries(
  objects: readonly KubernetesObject[],
  workloads: readonly Workload[],
  { scrapeInterval, evaluationInterval, replicas }: Watching,
  nodes: number,
): readonly Series[] {
  const sizes = sizesOf(workloads);
  const all = { pods: workloads.reduce((sum, { pods }) => sum + pods, 0), routes: 1 };
  return objects.flatMap(ruleGroupsOf).flatMap((group): Series[] => {
    const { service, evaluatedBy, interval, recorded } = group;
    const { pods, routes } = sizes.get(service) ?? all;
    const values: ReadonlyMap<string, number> = new Map([
      ["pod", pods],
      ["instance", pods],
      ["node", nodes],
      ["route", routes],
      ...["code", "status"].map((label): [string, number] => [label, STATUSES_PER_ROUTE]),
      ["le", BUCKETS],
    ]);
    const count = recorded.reduce(
      (sum, labels) => sum + labels.reduce((n, label) => n * (values.get(label) ?? 1), 1),
      0,
    );
    const told = PER_RULE_GROUP[evaluatedBy] * (evaluatedBy === "prometheus" ? replicas : 1);
    return [
      { service, count, interval: seconds(interval) ?? evaluationInterval },
      { service, count: told, interval: scrapeInterval },
    ];
  });
}

interface Size {
  readonly pods: number;
  readonly routes: number;
}

function sizesOf(workloads: readonly Workload[]): ReadonlyMap<string, Size> {
  const sizes = new Map<string, Size>();
  for (const workload of workloads) {
    const { pods, routes } = sizes.get(workload.service) ?? { pods: 0, routes: 0 };
    sizes.set(workload.service, { pods: pods + workload.pods, routes: Math.max(routes, routesOf(workload)) });
  }
  return sizes;
}

function seconds(interval: RuleGroup["interval"]): number | undefined {
  if (interval === undefined) return undefined;
  try {
    return parseDuration(interval) / 1_000;
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
}
