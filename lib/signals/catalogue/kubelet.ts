import type { Metric, SourceLabels } from "../metric";
import { counter, gauge, histogram } from "./define";

/** Of what the kubelets tell of themselves. */
export const kubeletLabels: SourceLabels = { always: ["job", "instance", "node"] };

const CLAIM = ["namespace", "persistentvolumeclaim"];

/** What the kubelet of Kubernetes 1.31 to 1.35 tells, and Prometheus keeps: see `scrape-nodes.ts`. */
export const kubelet: readonly Metric[] = [
  gauge("kubelet_certificate_manager_server_ttl_seconds"),
  counter("kubelet_evictions", ["eviction_signal"]),
  histogram("kubelet_pod_start_sli_duration_seconds"),
  gauge("kubelet_running_containers", ["container_state"]),
  gauge("kubelet_running_pods"),
  counter("kubelet_runtime_operations_errors_total", ["operation_type"]),
  gauge("kubelet_volume_stats_available_bytes", CLAIM),
  gauge("kubelet_volume_stats_capacity_bytes", CLAIM),
  gauge("kubelet_volume_stats_inodes", CLAIM),
  gauge("kubelet_volume_stats_inodes_free", CLAIM),
  gauge("kubelet_volume_stats_inodes_used", CLAIM),
  gauge("kubelet_volume_stats_used_bytes", CLAIM),
  gauge("kubernetes_build_info", [], { open: true }),
  counter("prober_probe_total", ["probe_type", "result", "container", "pod", "namespace"], {
    values: { probe_type: ["Liveness", "Readiness", "Startup"], result: ["successful", "failed", "unknown"] },
  }),
];
