/**
 * What the collector counts of spans. Its own configuration, Jaeger's Monitor tab, the links of Grafana, dashboards and
 * alerts all take names and units from here, which is why they agree.
 *
 * The attributes of a span keep their names with `_` for `.`; Prometheus adds the unit, and `_total` to counters.
 */
export const spanMetrics = {
  /** The namespace, as the collector is told. */
  namespace: "traces.span.metrics",
  /** The same, as Prometheus writes it and Jaeger asks for it. */
  prometheusNamespace: "traces_span_metrics",
  /**
   * Unit of durations. Everything else here is in seconds, but Jaeger's Monitor page takes what it is given for milliseconds,
   * whatever unit Jaeger has been told of. It is also the default of the collector and of Jaeger.
   */
  unit: "ms",
  /** Bounds of the histogram, as the collector is told. They are those that OpenTelemetry advises for HTTP. */
  buckets: [
    "5ms",
    "10ms",
    "25ms",
    "50ms",
    "75ms",
    "100ms",
    "250ms",
    "500ms",
    "750ms",
    "1s",
    "2500ms",
    "5s",
    "7500ms",
    "10s",
  ],
  /** Attributes of the span or its resource that become labels beside `service.name`, `span.name`, `span.kind` and `status.code`. */
  dimensions: ["service.namespace", "http.route", "http.request.method", "http.response.status_code"],
  /** Spans that began and ended, a counter. */
  calls: "traces_span_metrics_calls_total",
  /** Their durations, a histogram in milliseconds: with `_bucket`, `_sum` and `_count`. */
  duration: "traces_span_metrics_duration_milliseconds",
  /** How many of its unit a second has: what shows or compares seconds divides by it. */
  unitsPerSecond: 1000,
  /** The label that an exemplar names its trace by. */
  exemplarTraceId: "trace_id",
  labels: {
    service: "service_name",
    namespace: "service_namespace",
    span: "span_name",
    kind: "span_kind",
    status: "status_code",
    route: "http_route",
    method: "http_request_method",
    code: "http_response_status_code",
    /** `"true"` on the one series of a service that takes the spans whose labels would be too many. */
    overflow: "otel_metric_overflow",
  },
  /** Values of `span_kind` and `status_code`. */
  server: "SPAN_KIND_SERVER",
  consumer: "SPAN_KIND_CONSUMER",
  client: "SPAN_KIND_CLIENT",
  error: "STATUS_CODE_ERROR",
} as const;

/** What the collector counts of calls between two services, by the labels `client` and `server`. */
export const serviceGraph = {
  requests: "traces_service_graph_request_total",
  failed: "traces_service_graph_request_failed_total",
  /** Durations as the calling and as the called side saw them: histograms, in seconds. */
  clientDuration: "traces_service_graph_request_client_seconds",
  serverDuration: "traces_service_graph_request_server_seconds",
  labels: {
    client: "client",
    server: "server",
    clientNamespace: "client_service_namespace",
    serverNamespace: "server_service_namespace",
  },
  /** Attributes of both sides that become labels: two namespaces may have services of one name. */
  dimensions: ["service.namespace"],
  /**
   * What names the other side of a call that has no span there, in this order: a service, a database, a queue. Old names
   * and new ones, as libraries are at different versions of the conventions. Hosts are not among them: an edge is 35 series,
   * and of the addresses of pods or tenants there is no end.
   * @see https://opentelemetry.io/docs/specs/semconv/database/database-spans/
   */
  peerAttributes: [
    "peer.service",
    "db.namespace",
    "db.name",
    "messaging.destination.name",
    "db.system.name",
    "db.system",
  ],
  /** Those of them that name a database: the call is counted at once, as no span will come from there. */
  databaseAttributes: ["db.namespace", "db.name"],
} as const;
