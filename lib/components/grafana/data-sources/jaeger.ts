import { logLabels, quantile, rate, selector, spanMetrics, sum } from "../../../signals";
import type { DataSource } from "./data-source";

export interface JaegerDataSourceOptions {
  readonly url: string;
  /** The uid of the data source that has the log lines of spans. @default - spans open no logs */
  readonly logs?: string;
  /** The uid of the data source that has the metrics of spans. @default - spans open no metrics */
  readonly metrics?: string;
}

/** Jaeger, uid `jaeger`. A span opens the log lines of its trace in its service, and the rates of its operation's service. */
export function jaegerDataSource({ url, logs, metrics }: JaegerDataSourceOptions): DataSource {
  return {
    name: "Jaeger",
    uid: "jaeger",
    type: "jaeger",
    url,
    jsonData: {
      nodeGraph: { enabled: true },
      ...(logs === undefined ? {} : { tracesToLogsV2: logsOfSpan(logs) }),
      ...(metrics === undefined ? {} : { tracesToMetrics: metricsOfSpan(metrics) }),
    },
  };
}

/**
 * Grafana's own query would look for the trace's id in the text of the line, and finds nothing where it is structured
 * metadata (grafana#90335).
 */
function logsOfSpan(datasourceUid: string) {
  return {
    datasourceUid,
    spanStartTimeShift: "-5m",
    spanEndTimeShift: "5m",
    tags: [
      { key: "service.name", value: logLabels.service },
      { key: "k8s.namespace.name", value: logLabels.namespace },
    ],
    filterByTraceID: false,
    filterBySpanID: false,
    customQuery: true,
    query: '{$${__tags}} | trace_id="$${__trace.traceId}"',
  };
}

function metricsOfSpan(datasourceUid: string) {
  const { labels, calls, duration, unitsPerSecond, server, error } = spanMetrics;
  // Grafana completes the matchers with those of the tags below; where a span has none of them, a comma at the end is fine.
  const ofSpan = (metric: string, matchers = {}): string =>
    selector(metric, { [labels.kind]: server, ...matchers }).replace("}", ",$$$$__tags}");
  const requests = sum(rate(ofSpan(calls), "5m"));
  const p99 = `${quantile(0.99, ofSpan(`${duration}_bucket`), "5m")} / ${unitsPerSecond}`;
  return {
    datasourceUid,
    spanStartTimeShift: "-30m",
    spanEndTimeShift: "30m",
    tags: [
      { key: "service.name", value: labels.service },
      { key: "service.namespace", value: labels.namespace },
    ],
    queries: [
      { name: "Requests per second", query: requests },
      { name: "Failed share", query: `${sum(rate(ofSpan(calls, { [labels.status]: error }), "5m"))} / ${requests}` },
      { name: "Duration in seconds, p99", query: p99 },
    ],
  };
}
