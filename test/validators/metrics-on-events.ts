/** Metrics that a program tells only when something has happened, which a short run does not bring about. */
export const onEvents = {
  // An alert that was sent.
  prometheus: [/^prometheus_notifications_latency_/],
  runtime: [],
  alertmanager: [],
  nodeExporter: [],
  // An address with TLS, an answer that says when it changed.
  probes: [/^probe_(?:ssl|tls)_/, /last_modified/],
  loki: [/^loki_prometheus_notifications_latency_/],
  // What another storage tells, a storage that failed, a queue that was full.
  jaeger: [/_badger_/, /bulk_index_latency_err/, /enqueue_failed/],
  // What is full, late or too large, and what only an agent or one of several gateways does.
  collector: [
    /enqueue_failed/,
    /memory_limiter_refused/,
    /servicegraph/,
    /batch_size_trigger_send/,
    /tail_sampling_(?:count_spans_sampled|early_releases|sampling_late_span_age|sampling_trace_removal_age|traces_dropped)/,
    /queue_batch_send_size/,
    /loadbalancer/,
    /fileconsumer/,
    /otelsvc_k8s/,
  ],
} satisfies Readonly<Record<string, readonly RegExp[]>>;
