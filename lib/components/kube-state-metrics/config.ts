/** An API resource that kube-state-metrics tells about, and the API group that it may list it in. */
interface WatchedResource {
  readonly apiGroup: string;
  readonly resource: string;
}

/** What workloads are made of. Not Secrets and ConfigMaps: to list them is to read them. */
export const watchedResources: readonly WatchedResource[] = [
  ...inGroup("", ["namespaces", "nodes", "persistentvolumeclaims", "pods", "services"]),
  ...inGroup("apps", ["daemonsets", "deployments", "replicasets", "statefulsets"]),
  ...inGroup("autoscaling", ["horizontalpodautoscalers"]),
  ...inGroup("batch", ["cronjobs", "jobs"]),
  ...inGroup("policy", ["poddisruptionbudgets"]),
];

/** The job of what it tells about the cluster; its own metrics are in the job of its pod. */
export const CLUSTER_JOB = "kube-state-metrics";

/** Ports of the program: what it tells about the cluster, and about itself. */
export const ports = { metrics: 8080, telemetry: 8081 } as const;

/** The command line. */
export function kubeStateMetricsArgs(): string[] {
  const resources = watchedResources.map(({ resource }) => resource).toSorted();
  return [
    `--resources=${resources.join(",")}`,
    `--metric-labels-allowlist=pods=[app.kubernetes.io/name,app.kubernetes.io/version],persistentvolumeclaims=[excluded-from-alerts]`,
    `--metric-denylist=${DENIED_METRICS.join(",")}`,
  ];
}

/** A tenth of all series, which answer no question that we ask. Regular expressions. */
const DENIED_METRICS = [
  "^kube_.+_metadata_resource_version$",
  "^kube_pod_(ips|nodeselectors|restart_policy|runtimeclass_name_info|scheduler|service_account|tolerations)$",
  "^kube_pod_status_qos_class$",
  // Every Deployment keeps its last ten ReplicaSets.
  "^kube_replicaset_(created|metadata_generation|status_.+)$",
];

function inGroup(apiGroup: string, resources: readonly string[]): WatchedResource[] {
  return resources.map((resource) => ({ apiGroup, resource }));
}
