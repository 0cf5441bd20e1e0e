import { discoveryAnnotations } from "../../signals";
import type { RelabelConfig, ScrapeConfig } from "./prometheus-config";
import { copy, keep, keepEqual, meta } from "./relabel";

/**
 * What one pod may send in one scrape. Beyond any of it the scrape fails as a whole, so that one label with user ids
 * takes down the metrics of its own pod and not Prometheus. `PrometheusScrapeLimitHit` tells.
 */
export interface ScrapeLimits {
  /** Series: a whole number, 1 or more. */
  readonly samples: number;
  /** Labels of one series: a whole number, 1 or more. */
  readonly labels: number;
  /** Bytes of the uncompressed answer, such as `"64MB"`: a whole number of KB, MB or GB. */
  readonly body: `${number}${"KB" | "MB" | "GB"}`;
}

/** Every running pod that asks for it with annotations; see `discoveryAnnotations`. The job is `namespace/name`. */
export function podJobConfig(limits: ScrapeLimits): ScrapeConfig {
  return {
    job_name: "pods",
    sample_limit: limits.samples,
    label_limit: limits.labels,
    body_size_limit: limits.body,
    // Pods with native histograms tell them only to whoever asks in protobuf, which this makes Prometheus do.
    scrape_native_histograms: true,
    // A library may tell both kinds of one histogram, and whoever reads the buckets as series must go on finding them.
    always_scrape_classic_histograms: true,
    // Prometheus 3 refuses an answer without a Content-Type unless it is told what to take it for (prometheus#15136).
    fallback_scrape_protocol: "PrometheusText0.0.4",
    // For those that ask for https: a pod is called at its address, which its certificate hardly ever names.
    tls_config: { insecure_skip_verify: true },
    // Pods that have not started or are finished answer nothing; the API server leaves them out, which spares the watch.
    kubernetes_sd_configs: [{ role: "pod", selectors: [{ role: "pod", field: "status.phase=Running" }] }],
    relabel_configs: [...chosenByAnnotation(), ...podLabels()],
  };
}

function chosenByAnnotation(): RelabelConfig[] {
  return [
    keep(meta.annotation("pod", discoveryAnnotations.scrape), "true"),
    // Each port of each container is a target: this leaves the one that is meant, under its container's name.
    keepEqual(meta.annotation("pod", discoveryAnnotations.scrapePort), meta.field("pod_container_port_number")),
    copy(meta.annotation("pod", discoveryAnnotations.scrapePath), "__metrics_path__"),
    { ...copy(meta.annotation("pod", discoveryAnnotations.scrapeScheme), "__scheme__"), regex: "(https?)" },
  ];
}

function podLabels(): RelabelConfig[] {
  const name = meta.label("pod", "app.kubernetes.io/name");
  return [
    { source_labels: [meta.field("namespace"), name], separator: "/", regex: "(.+/.+)", target_label: "job" },
    copy(meta.field("namespace"), "namespace"),
    copy(meta.field("pod_name"), "pod"),
    copy(meta.field("pod_container_name"), "container"),
    copy(meta.field("pod_node_name"), "node"),
    copy(name, "service"),
    copy(meta.label("pod", "app.kubernetes.io/version"), "version"),
  ];
}
