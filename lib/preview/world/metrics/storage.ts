import type { Monitor } from "../../../monitor";
import type { LabelMatcher, Storage } from "../../evaluate/storage";
import type { Cluster } from "../cluster";
import { conditionOf } from "../story";
import { containerMetrics } from "./containers";
import { httpMetrics } from "./http";
import { objectStates } from "./kube-state/objects";
import { podStates } from "./kube-state/pods";
import { workloadStates } from "./kube-state/workloads";
import { kubeletMetrics, probeMetrics } from "./kubelet";
import { logLineSeries } from "./log-lines";
import { narrowed, type Narrowed } from "./narrowed";
import { programMetrics } from "./programs";
import { clusterTarget, targetMetrics } from "./scraped";
import { together, type Told } from "./series";
import { spanSeries } from "./spans";
import { trafficOf } from "./traffic";
import { usageOf } from "./usage";

/** All raw series of a made-up cluster: what Prometheus would have read there, and what is pushed to it. Pure. */
export function worldStorage(cluster: Cluster, monitors: readonly Monitor[]): Storage {
  const told = rawMetrics(cluster, monitors);
  const names = [...told.keys()].toSorted();
  const series = new Map<string, Narrowed>();
  const called = (name: string): Narrowed => {
    const known = series.get(name);
    if (known) return known;
    const made = narrowed(told.get(name)?.() ?? []);
    series.set(name, made);
    return made;
  };
  return {
    names: () => names,
    series: (name, time, matchers = NO_MATCHERS) =>
      called(name)(matchers).flatMap(({ labels, value: of }) => {
        const value = of(time);
        return value === undefined ? [] : [{ labels, value }];
      }),
  };
}

const NO_MATCHERS: readonly LabelMatcher[] = [];

function rawMetrics(cluster: Cluster, monitors: readonly Monitor[]): Told {
  const usage = usageOf(cluster);
  const traffic = trafficOf(cluster, usage);
  const state = clusterTarget(cluster)?.labels;
  return together([
    targetMetrics(cluster),
    ...Object.entries(cluster.services).flatMap(([name, target]) => httpMetrics(name, target, cluster, traffic)),
    ...spanSeries(cluster, traffic),
    logLineSeries(cluster, traffic, usage),
    containerMetrics(cluster, usage),
    kubeletMetrics(cluster),
    probeMetrics(cluster, ({ namespace, service }, time) => {
      const { slowness } = conditionOf(usage.roleOf(namespace, service), time);
      return 1 + 0.1 * Math.min(10, slowness - 1);
    }),
    ...(state
      ? [...workloadStates(cluster, state), ...podStates(cluster, state), ...objectStates(cluster, state, usage)]
      : []),
    ...programMetrics(cluster, monitors, usage),
  ]);
}
