import { inputPattern, type Duration } from "../../core";
import type { PrometheusConfig, ScrapeConfig } from "./prometheus-config";
import { apiServerJobConfig, kubeStateMetricsJobConfig } from "./scrape-cluster";
import { nodeJobConfigs, type KubeletCertificates } from "./scrape-nodes";
import { podJobConfig, type ScrapeLimits } from "./scrape-pods";
import { probeJobConfigs } from "./scrape-probes";

/** The ConfigMap of `prometheus.yml`, and its key. */
export const CONFIG_MAP = "prometheus-config";
export const CONFIG_KEY = "prometheus.yml";

/** Where the pod of Prometheus has its files. */
export const paths = {
  config: "/etc/prometheus/config",
  rules: "/etc/prometheus/rules",
  probes: "/etc/prometheus/probes",
  data: "/prometheus",
} as const;

/** The label that tells the replicas apart. Alerts lose it on their way, so that Alertmanager sees one alert and not two. */
export const REPLICA_LABEL = "prometheus_replica";

/** What the configuration depends on. No service is part of it. */
export interface ConfigInput {
  readonly cluster: string;
  readonly replicas: number;
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly retention: { readonly time: Duration; readonly bytes: number };
  readonly alertmanagers: readonly string[];
  readonly kubeStateMetrics: string | undefined;
  readonly blackboxExporter: string | undefined;
  readonly kubeletCertificates: KubeletCertificates;
  readonly scrapeLimits: ScrapeLimits;
}

/** `prometheus.yml`. */
export function prometheusConfig(input: ConfigInput): PrometheusConfig {
  const replicated = input.replicas > 1;
  return {
    global: {
      scrape_interval: input.scrapeInterval,
      evaluation_interval: input.evaluationInterval,
      external_labels: {
        cluster: literal(input.cluster),
        // Prometheus puts the environment variable's value here.
        ...(replicated ? { [REPLICA_LABEL]: "${POD_NAME}" } : {}),
      },
    },
    alerting: {
      ...(replicated ? { alert_relabel_configs: [{ regex: REPLICA_LABEL, action: "labeldrop" }] } : {}),
      alertmanagers: input.alertmanagers.length === 0 ? [] : [{ static_configs: [{ targets: input.alertmanagers }] }],
    },
    rule_files: [`${paths.rules}/*.yaml`],
    storage: {
      tsdb: {
        // What is pushed with OTLP comes in batches, and from several senders.
        out_of_order_time_window: "10m",
        retention: { time: input.retention.time, size: `${Math.floor(input.retention.bytes / 2 ** 20)}MB` },
      },
      exemplars: { max_exemplars: 100_000 },
    },
    otlp: {
      promote_resource_attributes: PROMOTED_ATTRIBUTES,
      translation_strategy: "UnderscoreEscapingWithSuffixes",
    },
    scrape_configs: scrapeConfigs(input),
  };
}

/** Text in which Prometheus replaces no variable. A placeholder stays what it is, and its value is put in as it comes. */
function literal(text: string): string {
  return text.replaceAll(new RegExp(`(?!${inputPattern().source})\\$`, "g"), "$$$$");
}

/** Attributes of the sender that become labels of each of its series; the others stand in `target_info` alone. */
const PROMOTED_ATTRIBUTES = [
  "service.name",
  "service.namespace",
  "service.version",
  "k8s.namespace.name",
  "k8s.pod.name",
  "k8s.deployment.name",
  "deployment.environment.name",
];

function scrapeConfigs(input: ConfigInput): ScrapeConfig[] {
  return [
    podJobConfig(input.scrapeLimits),
    ...nodeJobConfigs(input.kubeletCertificates),
    apiServerJobConfig(),
    ...(input.kubeStateMetrics === undefined ? [] : [kubeStateMetricsJobConfig(input.kubeStateMetrics)]),
    ...(input.blackboxExporter === undefined ? [] : probeJobConfigs(input.blackboxExporter, `${paths.probes}/*.yaml`)),
  ];
}
