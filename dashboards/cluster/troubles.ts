import { max } from "../../lib/signals";
import type { Row, TablePanel } from "../model";
import { waitingPods } from "./waiting";

const WORKLOAD = ["namespace", "kind", "workload"];
const AUTOSCALER = ["namespace", "horizontalpodautoscaler"];
const JOB = ["namespace", "job_name"];

const workloads = [
  {
    kind: "Deployment",
    label: "deployment",
    desired: "kube_deployment_spec_replicas",
    available: "kube_deployment_status_replicas_available",
  },
  {
    kind: "StatefulSet",
    label: "statefulset",
    desired: "kube_statefulset_replicas",
    available: "kube_statefulset_status_replicas_available",
  },
  {
    kind: "DaemonSet",
    label: "daemonset",
    desired: "kube_daemonset_status_desired_number_scheduled",
    available: "kube_daemonset_status_number_available",
  },
] as const;

const desiredReplicas = everyWorkload(({ desired }) => desired);

/** Pods that each workload should have and that are not available. */
export const missingReplicas = `(${desiredReplicas} - ${everyWorkload(({ available }) => available)})`;

/** How many pods the autoscalers have that may not add another. One that may not change anything is left out. */
export const atMaximum = `${max("kube_horizontalpodautoscaler_status_current_replicas", AUTOSCALER)} >= ${max("kube_horizontalpodautoscaler_spec_max_replicas", AUTOSCALER)} > ${max("kube_horizontalpodautoscaler_spec_min_replicas", AUTOSCALER)}`;

/** Jobs that were given up. */
export const failedJobs = `${max('kube_job_failed{condition="true"}', JOB)} == 1`;

/** What does not run although it should, and why. */
export function troubles(): Row {
  return {
    title: "What does not run",
    lines: [
      [waitingPods(), incompleteWorkloads()],
      [autoscalersAtMaximum(), givenUpJobs()],
    ],
  };
}

function incompleteWorkloads(): TablePanel {
  return {
    kind: "table",
    title: "Workloads with missing pods",
    description:
      "Those that miss most on top. A rollout misses some for a moment; where it lasts, the table beside it has the pods' reasons.",
    labels: [
      { label: "workload", title: "Workload" },
      { label: "kind", title: "Kind" },
      { label: "namespace", title: "Namespace" },
    ],
    values: [
      { title: "Missing", unit: "short", expr: `${missingReplicas} > 0`, steps: [{ from: 1, color: "orange" }] },
      { title: "Desired", unit: "short", expr: `${desiredReplicas} and ${missingReplicas} > 0` },
    ],
    sortBy: [{ column: "Missing", descending: true }, { column: "Workload" }],
    noData: "Every pod is available",
    visibleRows: 5,
  };
}

function autoscalersAtMaximum(): TablePanel {
  const of = (metric: string): string =>
    max(`kube_horizontalpodautoscaler_${metric}{metric_target_type="utilization"}`, [...AUTOSCALER, "metric_name"]);
  const load = max(`${of("status_target_metric")} / ${of("spec_target_metric")}`, AUTOSCALER);
  return {
    kind: "table",
    title: "Autoscalers at their maximum",
    description:
      "Load is what is measured as a share of the aim, where that is a utilization. Above 100 % more pods are needed than are allowed: raise the maximum, or find out where the load comes from.",
    labels: [
      { label: "horizontalpodautoscaler", title: "Autoscaler" },
      { label: "namespace", title: "Namespace" },
    ],
    values: [
      { title: "Pods", unit: "short", expr: atMaximum },
      { title: "Load", unit: "percentunit", expr: `${load} and ${atMaximum}`, steps: [{ from: 1.1, color: "red" }] },
    ],
    sortBy: [{ column: "Load", descending: true }, { column: "Autoscaler" }],
    noData: "None is at its maximum",
  };
}

function givenUpJobs(): TablePanel {
  return {
    kind: "table",
    title: "Failed jobs",
    description: "Jobs that were given up, the newest on top. Their pods' log lines tell why.",
    labels: [
      { label: "job_name", title: "Job" },
      { label: "namespace", title: "Namespace" },
    ],
    values: [
      { title: "Begun", unit: "ago", expr: `1000 * (${max("kube_job_status_start_time", JOB)} and ${failedJobs})` },
    ],
    sortBy: [{ column: "Begun", descending: true }],
    noData: "No failed job",
  };
}

/** A number of replicas of each workload, whatever its kind. */
function everyWorkload(metricOf: (workload: (typeof workloads)[number]) => string): string {
  const each = workloads.map((workload) => {
    const { kind, label } = workload;
    const named = `label_replace(${max(metricOf(workload), ["namespace", label])}, "workload", "$1", "${label}", "(.+)")`;
    return `label_replace(${named}, "kind", "${kind}", "", "")`;
  });
  return max(each.join(" or "), WORKLOAD);
}
