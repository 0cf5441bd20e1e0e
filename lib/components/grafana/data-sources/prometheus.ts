import type { Duration } from "../../../core";
import { spanMetrics } from "../../../signals";
import { traceDashboard, type DataSource } from "./data-source";

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
      ...(traces === undefined
        ? {}
        : {
            exemplarTraceIdDestinations: [
              { name: spanMetrics.exemplarTraceId, datasourceUid: traces, urlDisplayLabel: "Open the trace" },
              // Viewers may not explore.
              {
                name: spanMetrics.exemplarTraceId,
                url: traceDashboard(TIME_COLUMN),
                urlDisplayLabel: "Open on the dashboard",
              },
            ],
          }),
    },
  };
}

/** Exemplars are answered as time, value and a column for each label. */
const TIME_COLUMN = 0;
