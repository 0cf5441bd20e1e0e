import type { Cluster, Workload } from "../cluster";
import { share } from "../hash";
import { counter, steady, times, wander } from "./curves";
import { ever } from "./life";
import { scrapedPod } from "./scraped";
import type { RawSeries, Told } from "./series";
import type { Labels } from "../../sources";

/** What a node has, and what of it pods may ask for. */
export interface NodeSize {
  readonly cores: number;
  readonly memory: number;
  readonly allocatable: { readonly cores: number; readonly memory: number };
}

const GIBIBYTE = 2 ** 30;

/** Nodes of one size, the smallest on which all that is asked for has room. */
export function nodeSizeOf({ nodes, workloads }: Cluster): NodeSize {
  const asked = nodes.map((node) => {
    const requests = workloads.flatMap((workload) =>
      workload.pods.filter((pod) => pod.node === node).flatMap(() => workload.containers.map((each) => each.requests)),
    );
    const sum = (of: "cpu" | "memory"): number => requests.reduce((all, request) => all + (request[of] ?? 0), 0);
    return { cores: sum("cpu"), memory: sum("memory") };
  });
  const most = (of: "cores" | "memory"): number => Math.max(...asked.map((each) => each[of]));
  let cores = 2;
  while (cores < 256 && (most("cores") > 0.7 * cores || most("memory") > 0.7 * cores * 4 * GIBIBYTE)) cores *= 2;
  const memory = cores * 4 * GIBIBYTE;
  return { cores, memory, allocatable: { cores: cores - 0.1, memory: memory - GIBIBYTE } };
}

/** What node-exporter tells of processors, memory and disks; the rest is generic. */
export function nodeMetrics(cluster: Cluster, exporter: Workload): Told {
  const size = nodeSizeOf(cluster);
  const nodes = exporter.pods.flatMap((pod) => {
    const target = scrapedPod(exporter, pod);
    return target
      ? [{ labels: target.labels, busy: 0.16 + 0.14 * share(pod.node), used: 0.4 + 0.12 * share(`${pod.node} memory`) }]
      : [];
  });
  const each =
    (
      of: (node: { readonly busy: number; readonly used: number }, time: number, seed: string) => number,
      labels: Labels = {},
    ) =>
    (): RawSeries[] =>
      nodes.map(({ labels: own, ...node }) => ({
        labels: { ...own, ...labels },
        value: (time) => of(node, time, own["node"] ?? ""),
      }));
  const free = ({ used }: { readonly used: number }, time: number, seed: string): number =>
    size.memory * (1 - used - 0.02 * wander(`${seed} memory`, time));
  const load = ({ busy }: { readonly busy: number }, time: number, seed: string): number =>
    round(size.cores * busy * (1.1 + 0.25 * wander(`${seed} load`, time)), 2);
  return new Map<string, () => readonly RawSeries[]>([
    [
      "node_cpu_seconds_total",
      () => nodes.flatMap(({ labels, busy }) => processors(labels, busy, Math.min(4, size.cores))),
    ],
    ["node_load1", each(load)],
    ["node_load5", each((node, time, seed) => load(node, time - 120, seed))],
    ["node_load15", each((node, time, seed) => load(node, time - 400, seed))],
    ["node_memory_MemTotal_bytes", each(() => size.memory)],
    ["node_memory_MemAvailable_bytes", each((...all) => Math.round(free(...all)))],
    ["node_memory_MemFree_bytes", each((...all) => Math.round(0.4 * free(...all)))],
    ["node_memory_Cached_bytes", each((...all) => Math.round(0.5 * free(...all)))],
    ["node_memory_Buffers_bytes", each((...all) => Math.round(0.05 * free(...all)))],
    ...Object.entries(FILE_SYSTEM).map(
      ([name, of]) =>
        [`node_filesystem_${name}`, each((_node, time, seed) => of(share(`${seed} disk`), time), ROOT)] as const,
    ),
  ]);
}

const ROOT: Labels = { device: "/dev/nvme0n1p1", device_error: "", fstype: "ext4", mountpoint: "/" };
const DISK = 100 * GIBIBYTE;
const INODES = 6_553_600;

const FILE_SYSTEM: Readonly<Record<string, (seed: number, time: number) => number>> = {
  size_bytes: () => DISK,
  free_bytes: (seed, time) => Math.round(DISK * (0.62 - 0.1 * seed + 0.002 * wander(`${seed}`, time))),
  avail_bytes: (seed, time) => Math.round(DISK * (0.57 - 0.1 * seed + 0.002 * wander(`${seed}`, time))),
  files: () => INODES,
  files_free: (seed) => Math.round(INODES * (0.93 - 0.05 * seed)),
  readonly: () => 0,
  device_error: () => 0,
};

/** What of a busy processor's time goes into what. */
const MODES = { user: 0.62, system: 0.25, iowait: 0.06, softirq: 0.04, steal: 0.02, nice: 0.005, irq: 0.005 } as const;

function processors(labels: Labels, busy: number, cores: number): RawSeries[] {
  return Array.from({ length: cores }, (_, index) => String(index)).flatMap((cpu) => {
    const work = steady(`${labels["node"]} cpu ${cpu}`);
    const series = (mode: string, value: (time: number) => number): RawSeries => ({
      labels: { ...labels, cpu, mode },
      value: counter(value, ever, "real"),
    });
    return [
      series("idle", (time) => time - busy * work(time)),
      ...Object.entries(MODES).map(([mode, part]) => series(mode, times(busy * part, work))),
    ];
  });
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
