import type { Duration } from "../../core";
import { growing, podJob, steady, type AlertCase, type AlertTest, type CaseSeries, type Phase } from "../../signals";
import { labelled, limitCases, others, proof, type Labels } from "../alert-cases";
import { nodeDownCases } from "../up-cases";

/** When the alerts of the nodes fire, and when they do not. */
export function nodeExporterAlertTests(namespace: string): AlertTest[] {
  const job = podJob(namespace, "node-exporter");
  return [
    proof("NodeExporterDown", "warning", nodeDownCases(job)),
    proof("NodeFilesystemFilling", "warning", fillingCases(job)),
    proof(
      "NodeFilesystemFull",
      "critical",
      leftCases(job, "node_filesystem_avail_bytes", "node_filesystem_size_bytes"),
    ),
    proof("NodeFilesystemInodesExhausted", "critical", inodeCases(job)),
    proof("NodeMemoryLow", "warning", memoryCases(job)),
    proof("NodeCpuSaturated", "warning", cpuCases(job)),
  ];
}

function disk(job: string): Labels {
  return { job, node: "node-1", device: "/dev/vda", mountpoint: "/" };
}

/** A disk that is read-only, and full by design. */
function image(job: string): Labels {
  return { job, node: "node-1", device: "/dev/sr0", mountpoint: "/media" };
}

/** Whether they can be written to, and another disk with room. */
function mounted(job: string): CaseSeries[] {
  return [
    labelled("node_filesystem_readonly", disk(job), steady(0, "3h")),
    labelled("node_filesystem_readonly", image(job), steady(1, "3h")),
    ...[{ device: "/dev/vdb" }, { node: "node-2" }].map((other) =>
      labelled("node_filesystem_readonly", { ...disk(job), ...other }, steady(0, "3h")),
    ),
  ];
}

function leftCases(job: string, free: string, all: string): AlertCase[] {
  const space = (labels: Labels, ...phases: readonly Phase[]) => [
    labelled(free, labels, ...phases),
    labelled(all, labels, steady(1000, "1h")),
  ];
  return limitCases({
    of: (...phases) => space(disk(job), ...phases),
    past: 49,
    fine: 50,
    value: 0.049,
    labels: { node: "node-1", device: "/dev/vda" },
    beside: [
      ...mounted(job),
      ...space(image(job), steady(0, "1h")),
      ...space({ ...disk(job), device: "/dev/vdb" }, steady(900, "1h")),
      ...space({ ...disk(job), node: "node-2" }, steady(900, "1h")),
      ...others(disk(job), "job").flatMap((labels) => [
        ...space(labels, steady(0, "1h")),
        labelled("node_filesystem_readonly", labels, steady(0, "1h")),
      ]),
    ],
  });
}

function inodeCases(job: string): AlertCase[] {
  const [free, all] = ["node_filesystem_files_free", "node_filesystem_files"];
  return [
    ...leftCases(job, free, all),
    {
      name: "a file system without a fixed number of inodes",
      series: [labelled(free, disk(job), steady(0, "1h")), labelled(all, disk(job), steady(0, "1h")), ...mounted(job)],
      stays: "inactive",
    },
  ];
}

function fillingCases(job: string): AlertCase[] {
  const [free, all] = ["node_filesystem_avail_bytes", "node_filesystem_size_bytes"];
  const space = (labels: Labels, ...phases: readonly Phase[]) => [
    labelled(free, labels, ...phases),
    labelled(all, labels, steady(1000, "3h")),
  ];
  const labels = { node: "node-1", device: "/dev/vda" };
  const beside = [
    ...mounted(job),
    ...space(image(job), steady(100, "1m"), falling(0.5, "2h")),
    ...space({ ...disk(job), device: "/dev/vdb" }, steady(900, "3h")),
    ...space({ ...disk(job), node: "node-2" }, steady(900, "3h")),
    ...others(disk(job), "job").map((other) => labelled(free, other, steady(900, "3h"))),
  ];
  return [
    {
      name: "it falls below a fifth, and will be full soon, until something is deleted",
      series: [...space(disk(job), steady(300, "1m"), falling(2, "100m"), steady(500, "10m")), ...beside],
      fires: { since: "51m", until: "101m", value: 0.138, labels },
    },
    {
      // 190 - 0.7 a minute, and 168 within four hours.
      name: "it falls so slowly that it will be full within four hours only after half an hour",
      series: [...space(disk(job), steady(190, "1m"), falling(0.7, "90m")), ...beside],
      fires: { since: "32m", value: 0.1466, labels },
    },
    {
      // The fall has to be seen in an hour that was calm at first.
      name: "it begins to fall",
      series: [...space(disk(job), steady(190, "1h"), falling(1, "2h")), ...beside],
      fires: { since: "96m", value: 0.123, labels },
    },
    {
      name: "it falls, and has room",
      series: [...space(disk(job), steady(450, "1m"), falling(10, "25m")), ...beside],
      stays: "inactive",
    },
    { name: "it stays at a tenth", series: [...space(disk(job), steady(100, "3h")), ...beside], stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

function falling(perMinute: number, duration: Duration): Phase {
  return growing(-perMinute / 60, duration);
}

function memoryCases(job: string): AlertCase[] {
  const node = { job, node: "node-1" };
  return limitCases({
    of: (...free) => memory(node, ...free),
    past: 49,
    fine: 50,
    value: 0.049,
    labels: { node: "node-1" },
    beside: [
      ...memory({ ...node, node: "node-2" }, steady(900, "1h")),
      ...others(node, "job").flatMap((labels) => memory(labels, steady(1, "1h"))),
    ],
  });
}

function memory(labels: Labels, ...free: readonly Phase[]): CaseSeries[] {
  return [
    labelled("node_memory_MemAvailable_bytes", labels, ...free),
    labelled("node_memory_MemTotal_bytes", labels, steady(1000, "1h")),
  ];
}

function cpuCases(job: string): AlertCase[] {
  const metric = "node_cpu_seconds_total";
  const idle = { job, node: "node-1", mode: "idle" };
  const cpus = (...shares: readonly (readonly Phase[])[]) =>
    shares.map((phases, cpu) => labelled(metric, { ...idle, cpu: `${cpu}` }, growing(1, "10m"), ...phases));
  const beside = [
    labelled(metric, { ...idle, node: "node-2", cpu: "0" }, growing(1, "1h")),
    labelled(metric, { ...idle, mode: "user", cpu: "0" }, growing(0.9, "1h")),
    ...others(idle, "job").map((labels) => labelled(metric, { ...labels, cpu: "0" }, growing(1, "1h"))),
  ];
  const mean = (share: number) => cpus([growing(share - 0.01, "1h")], [growing(share + 0.01, "1h")]);
  const labels = { node: "node-1" };
  return [
    {
      name: "just past the limit",
      series: [...mean(0.0495), ...beside],
      fires: { since: "13m", value: 0.9505, labels },
    },
    {
      // As in all of five minutes: four times between five samples.
      name: "it becomes busier still, and then calm",
      series: [...cpus([growing(0.04, "17m"), growing(0.01, "15m"), growing(1, "10m")]), ...beside],
      fires: { since: "13m", until: "42m", value: 1 - (2 * 0.04 + 2 * 0.01) / 4, labels },
    },
    { name: "just under the limit", series: [...mean(0.0505), ...beside], stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}
