import type { Alertmanager } from "../components/alertmanager";
import {
  alertmanagerDataSource,
  jaegerDataSource,
  lokiDataSource,
  prometheusDataSource,
  type DataSource,
} from "../components/grafana";
import type { Jaeger } from "../components/jaeger";
import type { Loki } from "../components/loki";
import type { Prometheus } from "../components/prometheus";
import type { Duration } from "../core";

/** What Grafana reads, each linked to the others that there are: a sample, a log line and a span lead to one another. */
export function dataSources(
  { prometheus, alertmanager, loki, jaeger }: Backends,
  scrapeInterval: Duration,
): readonly DataSource[] {
  const traces = jaeger ? { traces: "jaeger" } : {};
  const logs = loki ? { logs: "loki" } : {};
  return [
    prometheusDataSource({ url: prometheus.url, scrapeInterval, ...traces }),
    alertmanagerDataSource({ url: alertmanager.url }),
    ...(loki ? [lokiDataSource({ url: loki.url, ...traces })] : []),
    ...(jaeger ? [jaegerDataSource({ url: jaeger.url, metrics: "prometheus", ...logs })] : []),
  ];
}

interface Backends {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly loki: Loki | undefined;
  readonly jaeger: Jaeger | undefined;
}
