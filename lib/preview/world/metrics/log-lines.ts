import { recorded } from "../../../signals";
import type { Cluster } from "../cluster";
import { conditionOf, trafficAt } from "../story";
import { always, type Told } from "./series";
import type { Traffic } from "./traffic";
import type { Usage } from "./usage";
import { wander } from "./curves";

/** What Loki records of lines, and hands to Prometheus; nothing in a cluster without it. */
export function logLineSeries(cluster: Cluster, traffic: Traffic, usage: Usage): Told {
  if (!cluster.workloads.some(({ labels }) => labels["app.kubernetes.io/name"] === "loki")) return new Map();
  const services = Object.entries(cluster.services).map(([name, { namespace, service, metrics }]) => {
    const role = usage.roleOf(namespace, service);
    const rate = metrics ? traffic.rateOf(name) : 0.1;
    /** Each request writes a line, and each that fails another one. */
    const lines = (time: number): number => {
      const { failing } = conditionOf(role, time);
      return rate * trafficAt(time) * (1 + failing) * (1 + 0.02 * wander(`${name} lines`, time));
    };
    const errors = (time: number): number => {
      return metrics ? rate * trafficAt(time) * conditionOf(role, time).failing : 0;
    };
    return { labels: { namespace, service }, lines, errors };
  });
  const stack = (time: number): number =>
    0.4 * cluster.workloads.length * (1 + 0.1 * wander("lines of the stack", time));
  return new Map([
    [recorded.logLines, () => services.map(({ labels, lines }) => always(labels, (time) => averaged(lines, time)))],
    [
      recorded.errorLogLines,
      () => services.map(({ labels, errors }) => always(labels, (time) => averaged(errors, time))),
    ],
    [
      recorded.clusterLogLines,
      () => [always({}, (time) => services.reduce((sum, { lines }) => sum + averaged(lines, time), stack(time)))],
    ],
  ]);
}

/** Over the five minutes before. */
function averaged(of: (time: number) => number, time: number): number {
  const offsets = [15, 45, 75, 105, 135, 165, 195, 225, 255, 285];
  return offsets.reduce((sum, offset) => sum + of(time - offset), 0) / offsets.length;
}
