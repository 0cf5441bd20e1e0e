import { max, selector } from "../lib/signals";
import { byPod, own, perSecond } from "./expressions";
import type { TimeSeriesPanel } from "./model";

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

/** The CPU of the chosen program's pods, by the counter of seconds in which it tells it. */
export function cpuPanel(counter: string): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "CPU",
    description: "CPU in use.",
    unit: "cores",
    series: [{ expr: perSecond(counter, ["pod"]), legend: "{{pod}}" }],
  };
}

/** How full the volumes of the chosen program are, by the name that its StatefulSet gives them. */
export function volumePanel(program: string, info: string): TimeSeriesPanel {
  const volumes = { persistentvolumeclaim: { re: `.+-${program}-[0-9]+` } };
  const ofNamespace = `on (namespace) group by (namespace) (${own(info)})`;
  const share = `${selector("kubelet_volume_stats_used_bytes", volumes)} / ${selector("kubelet_volume_stats_capacity_bytes", volumes)}`;
  return {
    kind: "timeSeries",
    title: "Volume",
    description: "How full each volume is. A full one takes nothing more.",
    unit: "percentunit",
    noData: "No volume",
    series: [
      { expr: max(`${share} and ${ofNamespace}`, ["persistentvolumeclaim"]), legend: "{{persistentvolumeclaim}}" },
    ],
  };
}
