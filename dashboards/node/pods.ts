import { max, rate, sum } from "../../lib/signals";
import { requested, used } from "../cluster/resources";
import type { Row, TablePanel } from "../model";
import { chosenNode, ofNode } from "./expressions";

const POD = ["namespace", "pod"];
const CONTAINER = [...POD, "container"];
const legend = "{{namespace}}/{{pod}}";

/** Who on the node needs most. */
export function pods(): Row {
  const cpuOfRange = sum(`increase(${ofNode("container_cpu_usage_seconds_total")}[$__range] @ end())`, POD);
  const memoryOfRange = sum(`max_over_time(${ofNode("container_memory_working_set_bytes")}[$__range] @ end())`, POD);
  return {
    title: "Pods",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "CPU of pods",
          description: "The ten pods on the node that use most.",
          unit: "cores",
          series: [{ expr: `${used("cpu", POD, chosenNode)} and topk(10, ${cpuOfRange})`, legend }],
        },
        {
          kind: "timeSeries",
          title: "Memory of pods",
          description: "The ten pods on the node that use most.",
          unit: "bytes",
          series: [{ expr: `${used("memory", POD, chosenNode)} and topk(10, ${memoryOfRange})`, legend }],
        },
      ],
      [table()],
    ],
  };
}

function table(): TablePanel {
  return {
    kind: "table",
    title: "Pods",
    description:
      "The pods on the node, the largest use of memory on top. Where a node is short of memory, those that use more than they ask for are evicted first. Throttled is the share of its time in which a pod's slowest container was held back at its CPU limit.",
    labels: [
      { label: "pod", title: "Pod" },
      { label: "namespace", title: "Namespace" },
    ],
    values: [
      { title: "CPU used", unit: "cores", expr: used("cpu", POD, chosenNode) },
      { title: "CPU requested", unit: "cores", expr: requested("cpu", POD, chosenNode) },
      { title: "Throttled", unit: "percentunit", expr: throttled(), steps: [{ from: 0.25, color: "orange" }] },
      { title: "Memory used", unit: "bytes", expr: used("memory", POD, chosenNode) },
      { title: "Memory requested", unit: "bytes", expr: requested("memory", POD, chosenNode) },
      {
        title: "Memory of limit",
        unit: "percentunit",
        expr: memoryOfLimit(),
        steps: [
          { from: 0.8, color: "orange" },
          { from: 0.95, color: "red" },
        ],
      },
    ],
    sortBy: [{ column: "Memory used", descending: true }],
    visibleRows: 10,
  };
}

function throttled(): string {
  return max(
    `${periods("container_cpu_cfs_throttled_periods_total")} / (${periods("container_cpu_cfs_periods_total")} > 0)`,
    POD,
  );
}

function periods(counter: string): string {
  return sum(rate(ofNode(counter), "$__rate_interval"), CONTAINER);
}

/** Of the container that is nearest to its own. */
function memoryOfLimit(): string {
  const limits = max(ofNode("kube_pod_container_resource_limits", { resource: "memory" }), CONTAINER);
  return max(`${max(ofNode("container_memory_working_set_bytes"), CONTAINER)} / ${limits}`, POD);
}
