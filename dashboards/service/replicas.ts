import { max, recorded, selector } from "../../lib/signals";
import type { Color } from "../colors";
import { alertLimits, chosenService, count } from "../expressions";
import type { Row, Series, TablePanel, TimeSeriesPanel } from "../model";
import { chosenAutoscaler, chosenContainer, replicasOfWorkload } from "./target";

/** How many pods there are, should be and may be, and which of them do not stay up. */
export function replicas(): Row {
  return {
    title: "Replicas and restarts",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Replicas",
          description:
            "Pods that should be there, that are available, and that run the newest version, within the autoscaler's bounds.",
          unit: "short",
          series: [
            { expr: replicasOfWorkload("available"), legend: "available", color: "green" },
            { expr: replicasOfWorkload("updated"), legend: "newest version", color: "blue" },
            { expr: replicasOfWorkload("desired"), legend: "desired", color: "purple" },
            { ...ofAutoscaler("kube_horizontalpodautoscaler_spec_min_replicas", "minimum", "text"), dashed: true },
            { ...ofAutoscaler("kube_horizontalpodautoscaler_spec_max_replicas", "maximum", "orange"), dashed: true },
          ],
        },
        {
          kind: "timeSeries",
          title: "Autoscaler",
          description:
            "What the autoscaler measures, in percent of the pods' requests, and what it aims at (dashed). Above the aim it adds pods.",
          unit: "percent",
          noData: "No autoscaler",
          series: [
            measured("kube_horizontalpodautoscaler_status_target_metric", "{{metric_name}}"),
            { ...measured("kube_horizontalpodautoscaler_spec_target_metric", "{{metric_name}} aim"), dashed: true },
          ],
        },
      ],
      [containerRestarts(), waitingContainers()],
      [lastTerminations()],
    ],
  };
}

export function lastTerminations(): TablePanel {
  const reason = max(selector("kube_pod_container_status_last_terminated_reason", chosenContainer), ["pod", "reason"]);
  const ended = max(selector("kube_pod_container_status_last_terminated_timestamp", chosenContainer), ["pod"]);
  const exitCode = max(selector("kube_pod_container_status_last_terminated_exitcode", chosenContainer), ["pod"]);
  return {
    kind: "table",
    title: "Last terminations",
    description: "Why the previous container of each pod ended: OOMKilled is memory, Error with exit code 137 a kill.",
    labels: [
      { label: "pod", title: "Pod" },
      { label: "reason", title: "Reason" },
    ],
    values: [
      { title: "Exit code", unit: "short", expr: `${reason} * on (pod) group_left () ${exitCode}` },
      { title: "When", unit: "ago", expr: `1000 * ${reason} * on (pod) group_left () ${ended}` },
    ],
    sortBy: [{ column: "When", descending: true }],
    noData: "No container has ended",
    visibleRows: 4,
  };
}

function ofAutoscaler(metric: string, legend: string, color: Color): Series {
  return { expr: max(selector(metric, chosenAutoscaler)), legend, color };
}

function measured(metric: string, legend: string): Series {
  return {
    expr: max(selector(metric, { ...chosenAutoscaler, metric_target_type: "utilization" }), ["metric_name"]),
    legend,
  };
}

export function containerRestarts(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Restarts",
    description: "Restarts of the container within an hour, by pod, with the limits of the alert ServiceRestarts.",
    unit: "short",
    series: [
      { expr: max(selector(recorded.restarts, chosenService), ["pod"]), legend: "{{pod}}" },
      ...alertLimits("ServiceRestarts"),
    ],
  };
}

export function waitingContainers(): TimeSeriesPanel {
  const waiting = max(selector("kube_pod_container_status_waiting_reason", chosenContainer), ["pod", "reason"]);
  return {
    kind: "timeSeries",
    title: "Waiting containers",
    description: "Containers that cannot start, by the reason that Kubernetes gives, such as ImagePullBackOff.",
    unit: "short",
    stacked: true,
    noData: "No container is waiting",
    series: [
      {
        expr: count(waiting, ["reason"]),
        legend: "{{reason}}",
      },
    ],
  };
}
