import type { Labels } from "../../sources";
import type { Cluster, Container, Pod, Workload } from "../cluster";
import { hash, share } from "../hash";
import { conditionOf } from "../story";
import { counter, steady, times, wander, withTraffic, type Total } from "./curves";
import { lifeOf, type Life } from "./life";
import { nodeTarget } from "./scraped";
import type { RawSeries, Told } from "./series";
import type { Usage } from "./usage";

/** What cAdvisor tells of containers. */
export function containerMetrics(cluster: Cluster, usage: Usage): Told {
  const all = cluster.workloads.flatMap((workload) =>
    workload.pods.flatMap((pod) => workload.containers.map((container) => running(workload, pod, container))),
  );
  const counted =
    (of: (one: Running) => Total, unit?: "real", labels: Labels = {}) =>
    (): RawSeries[] =>
      all.map((one) => ({ labels: { ...one.labels, ...labels }, value: counter(of(one), one.life, unit) }));
  const measured =
    (of: (one: Running) => (time: number) => number, labels: Labels = {}) =>
    (): RawSeries[] =>
      all.map((one) => {
        const value = of(one);
        return {
          labels: { ...one.labels, ...labels },
          value: (time) => (one.life(time) === undefined ? undefined : value(time)),
        };
      });
  const evenly = (rate: number, unit?: "real", labels?: Labels) =>
    counted(({ seed }) => times(rate * (0.5 + share(seed)), steady(seed)), unit, labels);
  const none = (labels?: Labels) => measured(() => () => 0, labels);
  const disk = { device: "/dev/nvme0n1" };
  const memory = (part: number) =>
    measured(({ workload, pod, container }) => {
      const bytes = usage.memory(workload, pod, container);
      return (time) => Math.round(part * bytes(time));
    });
  return new Map([
    [
      "container_cpu_usage_seconds_total",
      counted(({ workload, pod, container }) => usage.cpu(workload, pod, container), "real", { cpu: "total" }),
    ],
    ["container_cpu_cfs_periods_total", limited(all, () => times(9.5, steady("periods")), "whole")],
    ["container_cpu_cfs_throttled_periods_total", limited(all, (one) => times(9.5, throttled(one)), "whole")],
    ["container_cpu_cfs_throttled_seconds_total", limited(all, (one) => times(0.3, throttled(one)), "real")],
    ["container_memory_working_set_bytes", memory(1)],
    ["container_memory_rss", memory(0.88)],
    ["container_memory_cache", memory(0.15)],
    ["container_memory_failcnt", none()],
    ["container_fs_reads_total", evenly(0.2, undefined, disk)],
    ["container_fs_reads_bytes_total", evenly(900, undefined, disk)],
    ["container_fs_writes_total", evenly(1.5, undefined, disk)],
    ["container_fs_writes_bytes_total", evenly(14_000, undefined, disk)],
    [
      "container_fs_usage_bytes",
      measured(
        ({ seed }) =>
          () =>
            8192 + (hash(seed) % 40) * 4096,
        disk,
      ),
    ],
    ["container_oom_events_total", none()],
    ["container_processes", measured(() => () => 1)],
    [
      "container_threads",
      measured(
        ({ seed }) =>
          (time) =>
            9 + (hash(seed) % 8) + Math.round(wander(seed, time)),
      ),
    ],
    [
      "container_start_time_seconds",
      measured(
        ({ life }) =>
          (time) =>
            life(time) ?? time,
      ),
    ],
    ...["cpu", "memory", "io"].flatMap((resource) =>
      ["waiting", "stalled"].map(
        (how) =>
          [
            `container_pressure_${resource}_${how}_seconds_total`,
            evenly(resource === "cpu" ? 0.004 : 0.0005, "real"),
          ] as const,
      ),
    ),
    ...["receive", "transmit"].flatMap((direction) => [
      ...(["bytes", "packets"] as const).map(
        (what) =>
          [
            `container_network_${direction}_${what}_total`,
            perPod(all, (one) => networkOf(one, NETWORK[what], usage)),
          ] as const,
      ),
      ...["errors", "packets_dropped"].map(
        (what) => [`container_network_${direction}_${what}_total`, perPod(all, () => () => 0)] as const,
      ),
    ]),
  ]);
}

/** A second, of a pod. */
const NETWORK = { bytes: 24_000, packets: 40 } as const;

interface Running {
  readonly workload: Workload;
  readonly pod: Pod;
  readonly container: Container;
  readonly labels: Labels;
  readonly life: Life;
  readonly seed: string;
}

function running(workload: Workload, pod: Pod, container: Container): Running {
  const seed = `${workload.namespace}/${pod.name}/${container.name}`;
  return {
    workload,
    pod,
    container,
    labels: {
      ...nodeTarget(pod.node, "cadvisor").labels,
      namespace: workload.namespace,
      pod: pod.name,
      container: container.name,
      id: `/kubepods.slice/pod${hash(seed).toString(16).padStart(8, "0")}.slice`,
    },
    life: lifeOf(workload, pod),
    seed,
  };
}

/** Containers without a CPU limit have no time slices. */
function limited(all: readonly Running[], of: (one: Running) => Total, unit: "whole" | "real") {
  return (): RawSeries[] =>
    all
      .filter(({ container }) => container.limits.cpu !== undefined)
      .map((one) => ({ labels: one.labels, value: counter(of(one), one.life, unit) }));
}

/** The share of its time slices, as a total. Panics write stacks, which is work. */
function throttled({ pod }: Running): Total {
  const usual = 0.004 + 0.01 * share(`${pod.name} throttled`);
  return withTraffic((time) => usual + (pod.ofNewRevision ? 0.3 * conditionOf("hero", time).panicking : 0));
}

function networkOf({ workload, pod, seed }: Running, rate: number, usage: Usage): Total {
  const mine = usage.portion(workload, pod);
  return times(
    rate * (0.5 + share(seed)),
    withTraffic((time) => 0.1 + mine(time)),
  );
}

/** The containers of a pod share its network, which is told without a container. */
function perPod(all: readonly Running[], of: (one: Running) => Total) {
  return (): RawSeries[] =>
    all
      .filter(({ workload, container }) => workload.containers[0] === container)
      .map((one) => {
        const { container: _container, ...labels } = one.labels;
        return { labels: { ...labels, interface: "eth0" }, value: counter(of(one), one.life) };
      });
}
