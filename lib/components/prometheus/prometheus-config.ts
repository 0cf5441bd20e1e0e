import type { Duration } from "../../core";

/**
 * `prometheus.yml`, as far as we write it.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export interface PrometheusConfig {
  readonly global: {
    readonly scrape_interval: Duration;
    readonly evaluation_interval: Duration;
    readonly external_labels: Readonly<Record<string, string>>;
  };
  readonly alerting: {
    readonly alert_relabel_configs?: readonly RelabelConfig[];
    readonly alertmanagers: readonly { readonly static_configs: readonly StaticConfig[] }[];
  };
  readonly rule_files: readonly string[];
  readonly storage: {
    readonly tsdb: {
      readonly out_of_order_time_window: Duration;
      readonly retention: { readonly time: Duration; readonly size: string };
    };
    readonly exemplars: { readonly max_exemplars: number };
  };
  readonly otlp: {
    readonly promote_resource_attributes: readonly string[];
    readonly translation_strategy: "UnderscoreEscapingWithSuffixes";
  };
  readonly scrape_configs: readonly ScrapeConfig[];
}

export interface ScrapeConfig {
  readonly job_name: string;
  readonly scheme?: "https";
  readonly metrics_path?: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  readonly honor_labels?: boolean;
  readonly track_timestamps_staleness?: boolean;
  readonly fallback_scrape_protocol?: "PrometheusText0.0.4";
  readonly authorization?: { readonly credentials_file: string };
  readonly tls_config?: TlsConfig;
  readonly sample_limit?: number;
  readonly label_limit?: number;
  readonly body_size_limit?: string;
  readonly scrape_native_histograms?: boolean;
  readonly always_scrape_classic_histograms?: boolean;
  readonly kubernetes_sd_configs?: readonly KubernetesDiscovery[];
  readonly file_sd_configs?: readonly { readonly files: readonly string[] }[];
  readonly static_configs?: readonly StaticConfig[];
  readonly relabel_configs?: readonly RelabelConfig[];
  readonly metric_relabel_configs?: readonly RelabelConfig[];
}

export interface TlsConfig {
  readonly ca_file?: string;
  readonly server_name?: string;
  readonly insecure_skip_verify?: boolean;
}

export interface KubernetesDiscovery {
  readonly role: "pod" | "node" | "service" | "endpointslice";
  readonly namespaces?: { readonly names: readonly string[] };
  readonly selectors?: readonly { readonly role: string; readonly field?: string; readonly label?: string }[];
}

export interface StaticConfig {
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface RelabelConfig {
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
  /** @default "replace" */
  readonly action?: "keep" | "drop" | "keepequal" | "labelmap" | "labeldrop";
}
