import { max, selector } from "../lib/signals";
import { byPod, own, perSecond } from "./expressions";
import type { StatPanel, TimeSeriesPanel } from "./model";

/** The memory of the chosen program's pods, by the gauge in which it tells it, with what the container may use. */
export function memoryPanel(gauge: string): TimeSeriesPanel {
  const limits = selector("kube_pod_container_resource_limits", { resource: "memory" });
  return {
    kind: "timeSeries",
    title: "Memory",
    description: "Resident memory, and the limit of the pod's largest container (dashed), beyond which it is killed.",
    unit: "bytes",
    series: [
      byPod(gauge),
      { expr: max(`${limits} and on (namespace, pod) ${own(gauge)}`), legend: "limit", color: "red", dashed: true },
    ],
  };
}

/** The CPU of the chosen program's pods, by the counter of seconds in which it tells it, with what the container may use. */
export function cpuPanel(counter: string): TimeSeriesPanel {
  const limits = selector("kube_pod_container_resource_limits", { resource: "cpu" });
  return {
    kind: "timeSeries",
    title: "CPU",
    description: "CPU in use, and the limit of the pod's largest container (dashed), at which it is held back.",
    unit: "cores",
    series: [
      { expr: perSecond(counter, ["pod"]), legend: "{{pod}}" },
      { expr: max(`${limits} and on (namespace, pod) ${own(counter)}`), legend: "limit", color: "red", dashed: true },
    ],
  };
}

/** The memory of the chosen program's pod that is nearest to its limit, by the gauge in which it tells it. */
export function memoryStat(gauge: string): StatPanel {
  const limits = selector("kube_pod_container_resource_limits", { resource: "memory" });
  return {
    kind: "stat",
    title: "Memory of limit",
    description: "Resident memory as a share of the pod's limit, of the pod nearest to it. At 100 % it is killed.",
    unit: "percentunit",
    expr: max(`${max(own(gauge), POD)} / ${max(`${limits} and on (namespace, pod) ${own(gauge)}`, POD)}`),
    steps: [
      { from: 0.8, color: "orange" },
      { from: 0.95, color: "red" },
    ],
    noData: "No limit",
  };
}

/** How full the volumes of the chosen program are, by the name that its StatefulSet gives them. */
export function volumePanel(program: string, info: string): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Volume",
    description: "How full each volume is. A full one takes nothing more.",
    unit: "percentunit",
    noData: "No volume",
    series: [
      {
        expr: max(volumesOf(program, info), ["persistentvolumeclaim"]),
        legend: "{{persistentvolumeclaim}}",
      },
    ],
  };
}

/** How full the fullest of these volumes is. */
export function volumeStat(program: string, info: string): StatPanel {
  return {
    kind: "stat",
    title: "Fullest volume",
    description: "How full the fullest volume is. A full one takes nothing more.",
    unit: "percentunit",
    expr: max(volumesOf(program, info)),
    steps: [
      { from: 0.8, color: "orange" },
      { from: 0.95, color: "red" },
    ],
    noData: "No volume",
  };
}

const POD = ["namespace", "pod"];

function volumesOf(program: string, info: string): string {
  const volumes = { persistentvolumeclaim: { re: `.+-${program}-[0-9]+` } };
  const ofNamespace = `on (namespace) group by (namespace) (${own(info)})`;
  const share = `${selector("kubelet_volume_stats_used_bytes", volumes)} / ${selector("kubelet_volume_stats_capacity_bytes", volumes)}`;
  return `${share} and ${ofNamespace}`;
}
