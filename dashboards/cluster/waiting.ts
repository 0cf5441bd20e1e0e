import { max } from "../../lib/signals";
import type { TablePanel } from "../model";

const POD = ["namespace", "pod"];
const REASON = [...POD, "reason"];

/** Pods that do not start, with the reason that Kubernetes gives, those that have waited longest on top. */
export function waitingPods(): TablePanel {
  const age = `time() - ${max("kube_pod_created", POD)}`;
  return {
    kind: "table",
    title: "Pods that do not start",
    description:
      "Up to fifty, the oldest on top. Unschedulable: no node has room, or may take them. ImagePullBackOff: the image is not to be had. CrashLoopBackOff: the program ends again and again, and its last log lines tell why.",
    labels: [
      { label: "pod", title: "Pod" },
      { label: "namespace", title: "Namespace" },
      { label: "reason", title: "Reason" },
    ],
    values: [
      { title: "Age", unit: "s", expr: `topk(50, (${reasons()}) * on (namespace, pod) group_left () (${age}))` },
    ],
    sortBy: [{ column: "Age", descending: true }],
    noData: "Every pod has started",
    visibleRows: 5,
  };
}

/** 1 for each pod and reason. A pod that waits for nothing that Kubernetes tells is called Pending, as its phase is. */
function reasons(): string {
  const containers = ["kube_pod_container_status_waiting_reason", "kube_pod_init_container_status_waiting_reason"]
    .map((metric) => max(`${metric} == 1`, REASON))
    .join(" or ");
  const gated = max('kube_pod_status_reason{reason="SchedulingGated"} == 1', REASON);
  const unschedulable = because("Unschedulable", "kube_pod_status_unschedulable == 1");
  const told = `${containers} or ${gated} or ${unschedulable}`;
  return `${told} or (${because("Pending", 'kube_pod_status_phase{phase="Pending"} == 1')} unless on (namespace, pod) (${told}))`;
}

function because(reason: string, pods: string): string {
  return `label_replace(${max(pods, POD)}, "reason", "${reason}", "", "")`;
}
