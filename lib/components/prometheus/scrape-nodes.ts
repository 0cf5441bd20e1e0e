import { apiServerAuthorization, CLUSTER_CA } from "./api-access";
import type { RelabelConfig, ScrapeConfig } from "./prometheus-config";
import { copy, keepMetrics, meta } from "./relabel";

/**
 * Whether the certificates of the kubelets are checked against the cluster's authority. Most clusters let each kubelet
 * sign its own (`serverTLSBootstrap` is off by default), and a check would leave the stack without CPU and memory of
 * containers. `verified` is right where the kubelets' certificates come from the cluster.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation
 */
export type KubeletCertificates = "verified" | "unverified";

/** Names of the jobs that read the kubelets. */
export const nodeJobs = ["kubelet", "cadvisor", "kubelet-probes"] as const;

/**
 * The kubelet of each node, directly: its own metrics, those of containers (cAdvisor) and those of probes. The API
 * server's proxy would need `nodes/proxy`, which may run commands in every pod.
 */
export function nodeJobConfigs(certificates: KubeletCertificates): ScrapeConfig[] {
  const job = (name: (typeof nodeJobs)[number], path: string, metrics: readonly RelabelConfig[]): ScrapeConfig => ({
    job_name: name,
    scheme: "https",
    metrics_path: path,
    ...apiServerAuthorization,
    tls_config: certificates === "verified" ? { ca_file: CLUSTER_CA } : { insecure_skip_verify: true },
    kubernetes_sd_configs: [{ role: "node" }],
    relabel_configs: [copy(meta.field("node_name"), "node")],
    metric_relabel_configs: metrics,
  });
  return [
    job("kubelet", "/metrics", [keepMetrics(KUBELET)]),
    // cAdvisor tells when it measured, which is up to 15 s before the scrape. Such series end only after five minutes
    // unless their staleness is tracked, and a pod that is gone would count all that time (prometheus#11565).
    { ...job("cadvisor", "/metrics/cadvisor", containerMetrics()), track_timestamps_staleness: true },
    job("kubelet-probes", "/metrics/probes", [
      keepMetrics(["prober_probe_total"]),
      { regex: "pod_uid", action: "labeldrop" },
    ]),
  ];
}

const KUBELET = [
  "kubelet_volume_stats_(available|capacity|used)_bytes",
  "kubelet_volume_stats_inodes(_free|_used)?",
  "kubelet_running_(pods|containers)",
  "kubelet_evictions",
  "kubelet_runtime_operations_errors_total",
  "kubelet_pod_start_sli_duration_seconds_(bucket|sum|count)",
  "kubelet_certificate_manager_server_ttl_seconds",
  "kubernetes_build_info",
];

/** Of about 70 metrics, those that tell why a container is slow or dies. */
const PER_CONTAINER = [
  "container_cpu_usage_seconds_total",
  "container_cpu_cfs_(periods|throttled_periods|throttled_seconds)_total",
  "container_memory_(working_set_bytes|rss|cache|failcnt)",
  "container_fs_(reads|writes)(_bytes)?_total",
  "container_fs_usage_bytes",
  "container_oom_events_total",
  "container_pressure_(cpu|memory|io)_(waiting|stalled)_seconds_total",
  "container_processes",
  "container_threads",
  "container_start_time_seconds",
];

/** The containers of a pod share its network, which is counted where the container's name is empty. */
const PER_POD = ["container_network_(receive|transmit)_(bytes|packets|errors|packets_dropped)_total"];

function containerMetrics(): RelabelConfig[] {
  const perContainer = `(${PER_CONTAINER.join("|")});.+;.+`;
  const perPod = `(${PER_POD.join("|")});.+;.*`;
  return [
    // Sums over pods, slices and the node have no pod or no container; with them, every sum() would count twice.
    {
      source_labels: ["__name__", "pod", "container"],
      regex: `${perContainer}|${perPod}`,
      action: "keep",
    },
    // Docker calls the pod's own sandbox a container of this name.
    {
      source_labels: ["__name__", "container"],
      regex: "container_(cpu|memory|fs|oom|pressure)_.*;POD",
      action: "drop",
    },
    // The container's id stays: it tells a container from its successor, whose counters begin at zero.
    { regex: "image|name", action: "labeldrop" },
  ];
}
