import { CLUSTER_JOB } from "../kube-state-metrics/config";
import { apiServerAuthorization, CLUSTER_CA } from "./api-access";
import type { ScrapeConfig } from "./prometheus-config";
import { keep, keepMetrics, meta } from "./relabel";

/** The API server, at each of its addresses. */
export function apiServerJobConfig(): ScrapeConfig {
  return {
    job_name: "apiserver",
    scheme: "https",
    ...apiServerAuthorization,
    // Its certificate names the Service and not always each address.
    tls_config: { ca_file: CLUSTER_CA, server_name: "kubernetes.default.svc" },
    kubernetes_sd_configs: [{ role: "endpointslice", namespaces: { names: ["default"] } }],
    relabel_configs: [
      keep(meta.field("service_name"), "kubernetes"),
      keep(meta.field("endpointslice_port_name"), "https"),
    ],
    metric_relabel_configs: [keepMetrics(API_SERVER)],
  };
}

/** Without buckets: the histograms of the API server alone are tens of thousands of series. */
const API_SERVER = [
  "apiserver_request_total",
  "apiserver_request_duration_seconds_(sum|count)",
  "apiserver_request_terminations_total",
  "apiserver_current_inflight_requests",
  "apiserver_flowcontrol_rejected_requests_total",
  "apiserver_admission_webhook_rejection_count",
  "apiserver_admission_webhook_admission_duration_seconds_(sum|count)",
  "apiserver_storage_size_bytes",
  "aggregator_unavailable_apiservice",
  "kubernetes_build_info",
  "process_(cpu_seconds_total|resident_memory_bytes|start_time_seconds)",
];

/**
 * kube-state-metrics at its Service: the address, and with it every series, stays when its pod is replaced. `namespace`,
 * `pod` and `service` are those of the objects that it tells about.
 */
export function kubeStateMetricsJobConfig(address: string): ScrapeConfig {
  return {
    job_name: CLUSTER_JOB,
    honor_labels: true,
    static_configs: [{ targets: [address] }],
  };
}
