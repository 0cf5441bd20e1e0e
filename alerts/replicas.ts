import { selector, type ServiceTarget } from "../lib/signals";

/** What kube-state-metrics tells of the replicas of a workload. */
const REPLICAS = {
  Deployment: {
    wanted: "kube_deployment_spec_replicas",
    ready: "kube_deployment_status_replicas_ready",
    available: "kube_deployment_status_replicas_available",
    updated: "kube_deployment_status_replicas_updated",
  },
  StatefulSet: {
    wanted: "kube_statefulset_replicas",
    ready: "kube_statefulset_status_replicas_ready",
    available: "kube_statefulset_status_replicas_available",
    updated: "kube_statefulset_status_replicas_updated",
  },
} as const;

/** How many replicas the workload should have, or how many are ready, available, or of its newest version. */
export function replicas(target: ServiceTarget, which: "wanted" | "ready" | "available" | "updated"): string {
  return ofWorkload(target, REPLICAS[target.workload.kind][which]);
}

/** A series of kube-state-metrics about the workload itself. */
export function ofWorkload(
  { namespace, workload: { kind, name } }: ServiceTarget,
  metric: string,
  labels: Readonly<Record<string, string>> = {},
): string {
  return selector(metric, { namespace, [kind === "StatefulSet" ? "statefulset" : "deployment"]: name, ...labels });
}
