import type { Metric, SourceLabels } from "../metric";
import { counter, gauge, summary } from "./define";

/** Of what the API server tells. */
export const apiServerLabels: SourceLabels = { always: ["job", "instance"] };

const REQUEST = ["verb", "group", "version", "resource", "subresource", "scope", "component"];
const OPTIONAL = ["group", "version", "resource", "subresource"];

/** What the API server tells, and Prometheus keeps: see `scrape-cluster.ts`. Of its histograms, `_sum` and `_count` alone. */
export const apiServer: readonly Metric[] = [
  gauge("aggregator_unavailable_apiservice", ["name"]),
  ...sumAndCount("apiserver_admission_webhook_admission_duration_seconds", ["name", "type", "operation", "rejected"]),
  counter("apiserver_admission_webhook_rejection_count", ["name", "type", "operation", "error_type", "rejection_code"]),
  gauge("apiserver_current_inflight_requests", ["request_kind"], {
    values: { request_kind: ["mutating", "readOnly"] },
  }),
  counter("apiserver_flowcontrol_rejected_requests_total", ["flow_schema", "priority_level", "reason"]),
  ...sumAndCount("apiserver_request_duration_seconds", [...REQUEST, "dry_run"], [...OPTIONAL, "dry_run"]),
  counter("apiserver_request_terminations_total", [...REQUEST, "code"], { optional: OPTIONAL }),
  counter("apiserver_request_total", [...REQUEST, "code", "dry_run"], { optional: [...OPTIONAL, "dry_run"] }),
  gauge("apiserver_storage_size_bytes", ["storage_cluster_id", "cluster"], {
    optional: ["storage_cluster_id", "cluster"],
  }),
  gauge("kubernetes_build_info", [], { open: true }),
  counter("process_cpu_seconds_total"),
  gauge("process_resident_memory_bytes"),
  gauge("process_start_time_seconds"),
];

/** What is left of a histogram without its buckets is told as a summary is. */
function sumAndCount(name: string, labels: readonly string[], optional: readonly string[] = []): Metric[] {
  return [summary(name, labels, { optional })];
}
