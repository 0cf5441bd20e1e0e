import type { Metric } from "../metric";
import { counter, gauge, histogram } from "./define";

/** The library that counts, which is on all that Jaeger tells. */
const SCOPE = ["otel_scope_name", "otel_scope_version", "otel_scope_schema_url"];
const STORAGE = ["kind", "name", "role", ...SCOPE];
const RESULT = { values: { result: ["ok", "err"] } };

/** What Jaeger 2.13 tells of itself. It is a collector, whose counters have `_total` here. */
export const jaeger: readonly Metric[] = [
  gauge("jaeger_storage_badger_value_log_bytes_available", STORAGE),
  // It says that it is a gauge, and only grows: https://github.com/dgraph-io/badger/blob/main/y/metrics.go
  counter("jaeger_storage_badger_write_bytes_user", STORAGE, { unit: "bytes" }),
  counter("jaeger_storage_bulk_index_attempts_total", STORAGE),
  counter("jaeger_storage_bulk_index_errors_total", STORAGE),
  counter("jaeger_storage_bulk_index_inserts_total", STORAGE),
  histogram("jaeger_storage_bulk_index_latency_err_seconds", STORAGE),
  histogram("jaeger_storage_bulk_index_latency_ok_seconds", STORAGE),
  histogram("jaeger_storage_latency_seconds", [...STORAGE, "operation", "result"], RESULT),
  counter("jaeger_storage_requests_total", [...STORAGE, "operation", "result"], RESULT),
  counter("jaeger_storage_responses_total", [...STORAGE, "operation"]),
  counter("jaeger_storage_spans_attempts_total", STORAGE),
  counter("otelcol_exporter_enqueue_failed_spans_total", ["exporter", ...SCOPE]),
  counter("otelcol_exporter_send_failed_spans_total", ["exporter", ...SCOPE]),
  counter("otelcol_exporter_sent_spans_total", ["exporter", ...SCOPE]),
  counter("otelcol_process_cpu_seconds_total", SCOPE),
  gauge("otelcol_process_memory_rss_bytes", SCOPE),
  gauge("otelcol_process_runtime_heap_alloc_bytes", SCOPE),
  counter("otelcol_process_runtime_total_alloc_bytes_total", SCOPE),
  gauge("otelcol_process_runtime_total_sys_memory_bytes", SCOPE),
  counter("otelcol_process_uptime_seconds_total", SCOPE),
  counter("otelcol_processor_incoming_items_total", ["processor", "otel_signal", ...SCOPE]),
  counter("otelcol_processor_outgoing_items_total", ["processor", "otel_signal", ...SCOPE]),
  counter("otelcol_receiver_accepted_spans_total", ["receiver", "transport", ...SCOPE]),
  counter("otelcol_receiver_failed_spans_total", ["receiver", "transport", ...SCOPE]),
  counter("otelcol_receiver_refused_spans_total", ["receiver", "transport", ...SCOPE]),
];
