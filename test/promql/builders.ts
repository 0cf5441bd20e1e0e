import { expressionCheck, type Checked } from "../../lib/promql";
import type { Metric } from "../../lib/signals";
import { catalogue } from "../../lib/signals/catalogue";

/** Metrics of a program: what rules are checked against, beside the catalogue. */
export const metrics: readonly Metric[] = [
  { name: "http_requests_total", type: "counter", labels: ["code", "route", "method"] },
  {
    name: "http_request_duration_seconds",
    type: "histogram",
    labels: ["route", "method"],
    buckets: [0.1, 0.5, 1, 5, 10],
  },
  {
    name: "http_server_duration_milliseconds",
    type: "histogram",
    labels: ["http_status_code"],
    buckets: [100, 500, 1000],
  },
  { name: "pushed_duration_seconds", type: "histogram", labels: [], buckets: [0.5, 1], arrives: "pushed" },
  { name: "native_seconds", type: "nativeHistogram", labels: ["route"] },
  { name: "rpc_seconds", type: "summary", labels: ["call"] },
  { name: "queue_depth", type: "gauge", labels: ["queue"], values: { queue: ["mail", "orders"] } },
  { name: "oldest_message_timestamp_seconds", type: "gauge", labels: ["queue"] },
  { name: "timeout_seconds", type: "gauge", labels: ["queue"] },
  { name: "timeout_milliseconds", type: "gauge", labels: ["queue"] },
  { name: "heap_bytes", type: "gauge", labels: [] },
  { name: "heap_limit_bytes", type: "gauge", labels: [] },
  { name: "disk_percent", type: "gauge", labels: [], unit: "percent" },
  { name: "disk_ratio", type: "gauge", labels: [] },
  { name: "open_metric", type: "gauge", labels: ["a"], open: true },
];

const check = expressionCheck(catalogue(metrics, catalogue()));

/** What is known of an expression that sees these metrics. */
export function checked(expr: string): Checked {
  return check(expr);
}

/** What is wrong with it, each as one line: what it is about, what is expected, and the fix. */
export function problemsOf(expr: string): string[] {
  return check(expr).problems.map(
    ({ got, expected, fix }) => `${got}: expected ${expected}${fix === undefined ? "" : `; ${fix}`}`,
  );
}
