import type { Duration } from "../../core";

/**
 * Where Grafana reads, as its provisioning files describe it. Types that Grafana brings along are `prometheus`,
 * `alertmanager`, `loki`, `jaeger` and `tempo`; no plugin is ever installed.
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources
 */
export interface DataSource {
  readonly name: string;
  /** What dashboards and other data sources refer to. */
  readonly uid: string;
  readonly type: string;
  readonly url: string;
  /** Whether it is the one that is chosen at first. At most one is. @default false */
  readonly isDefault?: boolean;
  /** Settings of its type. Grafana replaces `$NAME` by a variable of its environment: write `$$` for a dollar. @default - none */
  readonly jsonData?: Readonly<Record<string, unknown>>;
}

export interface PrometheusDataSourceOptions {
  readonly url: string;
  /** The interval at which Prometheus scrapes, below which no panel needs to look. */
  readonly scrapeInterval: Duration;
  /** The uid of the data source that has the traces to which exemplars point. @default - exemplars are not linked */
  readonly traces?: string;
}

/** Prometheus, uid `prometheus`, with its alerting rules on Grafana's own pages. */
export function prometheusDataSource({ url, scrapeInterval, traces }: PrometheusDataSourceOptions): DataSource {
  return {
    name: "Prometheus",
    uid: "prometheus",
    type: "prometheus",
    url,
    isDefault: true,
    jsonData: {
      httpMethod: "POST",
      prometheusType: "Prometheus",
      timeInterval: scrapeInterval,
      manageAlerts: true,
      ...(traces === undefined ? {} : { exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: traces }] }),
    },
  };
}

/** Alertmanager, uid `alertmanager`: what fires and what is silenced. Grafana's own alerts do not go there. */
export function alertmanagerDataSource({ url }: { readonly url: string }): DataSource {
  return {
    name: "Alertmanager",
    uid: "alertmanager",
    type: "alertmanager",
    url,
    jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
  };
}
