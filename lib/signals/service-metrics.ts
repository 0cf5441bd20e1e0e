import type { HttpMetrics } from "./http-metrics";
import type { Metric } from "./metric";

/** What a service tells of its HTTP traffic, as metrics that rules can be checked against. */
export function httpMetricsOf(metrics: HttpMetrics): Metric[] {
  const { dialect, requests, duration, buckets, scrape } = metrics;
  const type = metrics.histogram === "native" ? "nativeHistogram" : "histogram";
  const { status, route, method } = metrics.labels;
  const arrives = scrape === false ? "pushed" : "scraped";
  const labels = [status, route, method];
  if (dialect === "prometheus") {
    // Of the labels of a client library's histogram nothing is sure but that they are some of these.
    return [
      { name: requests, type: "counter", labels, optional: labels, arrives },
      { name: duration, type, unit: "seconds", labels, optional: labels, buckets, arrives },
    ];
  }
  const all = [...labels, ...CONVENTIONS];
  return [{ name: duration, type, unit: "seconds", labels: all, optional: all, buckets, arrives }];
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const CONVENTIONS = [
  "error_type",
  "url_scheme",
  "network_protocol_name",
  "network_protocol_version",
  "server_address",
  "server_port",
  "user_agent_synthetic_type",
  "otel_scope_name",
  "otel_scope_version",
  "otel_scope_schema_url",
];
