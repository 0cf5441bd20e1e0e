import type { KubernetesObject } from "../../core";
import { NOTHING, plus, type Amounts } from "./amounts";
import { clusterSeries } from "./cluster-series";
import { objectSeries } from "./object-series";
import { podSeries } from "./pod-series";
import { PROMETHEUS, programOf } from "./program";
import { recordedSeries } from "./recorded-series";
import { samplesPerSecond, type Series } from "./series";
import { spanSeries } from "./span-series";
import { BYTES_PER_SAMPLE } from "./measured";
import { watchingOf } from "./watching";
import { workloadsOf, type Workload } from "./workload";

/** What no manifest says. */
export interface CostOptions {
  /** @default 3 */
  readonly nodes?: number;
  /** Pods that none of the objects runs, such as those of the network and DNS. @default - five on each node */
  readonly otherPods?: number;
}

/** What a cluster's observability costs, and what its pods request: an estimate, out of the objects alone. */
export interface Cost {
  readonly total: Amounts;
  /** Of each service, `shop/checkout`, what there would not be without it; `cluster` for what belongs to none. */
  readonly byService: ReadonlyMap<string, Amounts>;
  /** How many nodes it is for. */
  readonly nodes: number;
}

/** How many nodes are reckoned with where nobody says. */
export const DEFAULT_NODES = 3;

/**
 * What the objects of one cluster come to. Pure, and linear in their size. The formula, and how near it comes to a real
 * Prometheus, is told in `docs/guides/cost.md`.
 */
export function costOf(objects: readonly KubernetesObject[], options: CostOptions = {}): Cost {
  const { nodes = DEFAULT_NODES, otherPods = 5 * nodes } = options;
  const workloads = workloadsOf(objects, nodes);
  const replicas = podsOf(workloads.filter((workload) => programOf(workload) === PROMETHEUS));
  const watching = watchingOf(objects, Math.max(1, replicas));
  const series = [
    ...workloads.flatMap((workload) => [...podSeries(workload, watching), ...spanSeries(workload, watching)]),
    ...objectSeries(objects, workloads, watching),
    ...recordedSeries(objects, workloads, watching, nodes),
    ...clusterSeries(watching, nodes, otherPods),
  ];

  const byService = new Map<string, Amounts>();
  const add = (service: string, amounts: Partial<Amounts>): void => {
    byService.set(service, plus(byService.get(service) ?? NOTHING, { ...NOTHING, ...amounts }));
  };
  for (const one of series) add(one.service, amountsOf(one, watching.replicas));
  for (const { service, pods, containers, cpu, memory } of workloads) {
    // All pods of a workload write into one stream for each container.
    const logStreams = watching.logs && pods > 0 ? containers.length : 0;
    add(service, { logStreams, cpu: pods * cpu, memory: pods * memory });
  }
  return { total: [...byService.values()].reduce(plus, NOTHING), byService, nodes };
}

function amountsOf(series: Series, replicas: number): Partial<Amounts> {
  const samples = samplesPerSecond(series);
  return {
    series: series.count,
    samplesPerSecond: samples,
    storagePerDay: samples * BYTES_PER_SAMPLE * SECONDS_PER_DAY * replicas,
  };
}

const SECONDS_PER_DAY = 86_400;

function podsOf(workloads: readonly Workload[]): number {
  return workloads.reduce((sum, { pods }) => sum + pods, 0);
}
