import type { Metric } from "../metric";
import { counter, gauge, histogram } from "./define";

const SIGNALS = ["spans", "metric_points", "log_records"] as const;

/** Where an exporter sends to, where that is HTTP. */
const TO = ["server_address", "server_port", "url_path"];

/** What the OpenTelemetry Collector 0.159 tells of itself. Its counters have no `_total`. */
export const collector: readonly Metric[] = [
  ...SIGNALS.flatMap((signal) => [
    counter(`otelcol_receiver_accepted_${signal}`, ["receiver", "transport"], { optional: ["transport"] }),
    counter(`otelcol_receiver_refused_${signal}`, ["receiver", "transport"], { optional: ["transport"] }),
    counter(`otelcol_receiver_failed_${signal}`, ["receiver", "transport"], { optional: ["transport"] }),
    counter(`otelcol_exporter_sent_${signal}`, ["exporter", ...TO], { optional: TO }),
    counter(`otelcol_exporter_send_failed_${signal}`, ["exporter", ...TO], { optional: TO }),
    counter(`otelcol_exporter_enqueue_failed_${signal}`, ["exporter"]),
    counter(`otelcol_processor_memory_limiter_accepted_${signal}`, ["processor"]),
    counter(`otelcol_processor_memory_limiter_refused_${signal}`, ["processor"]),
  ]),
  counter("otelcol_connector_servicegraph_dropped_spans"),
  counter("otelcol_connector_servicegraph_expired_edges"),
  counter("otelcol_connector_servicegraph_total_edges"),
  gauge("otelcol_exporter_in_flight_requests", ["exporter", "data_type"]),
  histogram("otelcol_exporter_queue_batch_send_size", ["exporter"]),
  gauge("otelcol_exporter_queue_capacity", ["exporter", "data_type"]),
  gauge("otelcol_exporter_queue_size", ["exporter", "data_type"]),
  gauge("otelcol_fileconsumer_open_files"),
  histogram("otelcol_loadbalancer_backend_latency", ["endpoint"], { unit: "milliseconds" }),
  counter("otelcol_loadbalancer_backend_outcome", ["success", "endpoint"], { optional: ["endpoint"] }),
  counter("otelcol_loadbalancer_num_backend_updates", ["resolver"]),
  gauge("otelcol_loadbalancer_num_backends", ["resolver"]),
  counter("otelcol_loadbalancer_num_resolutions", ["success", "resolver"]),
  counter("otelcol_otelsvc_k8s_ip_lookup_miss"),
  gauge("otelcol_otelsvc_k8s_pod_table_size"),
  counter("otelcol_process_cpu_seconds"),
  gauge("otelcol_process_memory_rss", [], { unit: "bytes" }),
  gauge("otelcol_process_runtime_heap_alloc_bytes"),
  counter("otelcol_process_runtime_total_alloc_bytes"),
  gauge("otelcol_process_runtime_total_sys_memory_bytes"),
  counter("otelcol_process_uptime", [], { unit: "seconds" }),
  histogram("otelcol_processor_batch_batch_send_size", ["processor"]),
  counter("otelcol_processor_batch_batch_size_trigger_send", ["processor"]),
  gauge("otelcol_processor_batch_metadata_cardinality", ["processor"]),
  counter("otelcol_processor_batch_timeout_trigger_send", ["processor"]),
  counter("otelcol_processor_incoming_items", ["processor", "otel_signal"]),
  counter("otelcol_processor_outgoing_items", ["processor", "otel_signal"]),
  ...tailSampling(),
];

function tailSampling(): Metric[] {
  const decision = ["sampled", "not_sampled", "dropped"];
  const sampled = ["true", "false"];
  return [
    counter(tail("count_spans_sampled"), ["policy", "sampled", "decision"], { values: { decision, sampled } }),
    counter(tail("count_traces_sampled"), ["policy", "sampled", "decision"], { values: { decision, sampled } }),
    counter(tail("early_releases_from_cache_decision"), ["sampled"], { values: { sampled } }),
    counter(tail("global_count_traces_sampled"), ["sampled", "decision"], { values: { decision, sampled } }),
    counter(tail("new_trace_id_received")),
    histogram(tail("sampling_decision_timer_latency"), [], { unit: "milliseconds" }),
    histogram(tail("sampling_late_span_age"), [], { unit: "seconds" }),
    counter(tail("sampling_policy_evaluation_error")),
    counter(tail("sampling_policy_execution_count"), ["policy"]),
    counter(tail("sampling_policy_execution_time_sum"), ["policy"]),
    counter(tail("sampling_trace_dropped_too_early")),
    histogram(tail("sampling_trace_removal_age"), [], { unit: "seconds" }),
    gauge(tail("sampling_traces_on_memory")),
    counter(tail("traces_dropped_too_large")),
  ];
}

function tail(suffix: string): string {
  return `otelcol_processor_tail_sampling_${suffix}`;
}
