import { problemsOf } from "./builders";

const DURATION = "http_request_duration_seconds";
const p99 = (metric: string): string => `histogram_quantile(0.99, sum by (le) (rate(${metric}_bucket[5m])))`;

/** What people get wrong, and what they are told of it. */
const mistakes: readonly (readonly [mistake: string, expr: string, told: string])[] = [
  ["a counter without _total", "rate(http_requests[5m])", "not http_requests; perhaps http_requests_total"],
  ["a letter too few", "rate(http_request_total[5m])", "not http_request_total; perhaps http_requests_total"],
  ["a histogram without _bucket", `rate(${DURATION}[5m])`, `it is a histogram, whose series are ${DURATION}_bucket`],
  ["a metric of an older release", 'node_cpu{mode="idle"}', "not node_cpu; perhaps node_cpu_seconds_total"],
  [
    "a renamed object",
    "kube_hpa_status_current_replicas",
    "perhaps kube_horizontalpodautoscaler_status_current_replicas",
  ],
  [
    "a metric of kube-state-metrics 1",
    "kube_pod_container_resource_limits_memory_bytes",
    "perhaps kube_pod_container_resource_limits",
  ],
  ["a unit that was lost from the name", "node_memory_MemFree", "perhaps node_memory_MemFree_bytes"],
  ["a metric that is not kept", "container_memory_usage_bytes", "container_memory_working_set_bytes"],
  [
    "seconds for milliseconds in a name",
    "rate(http_server_duration_seconds_bucket[5m])",
    "perhaps http_server_duration_milliseconds_bucket",
  ],
  [
    "_total on the collector's own counters",
    "rate(otelcol_exporter_sent_log_records_total[5m])",
    "perhaps otelcol_exporter_sent_log_records",
  ],
  [
    "the status of another library",
    'rate(http_requests_total{status=~"5.."}[5m])',
    "one of the labels of http_requests_total, not status",
  ],
  ["a label that is not there in by", "sum by (handler) (rate(http_requests_total[5m]))", "in by (…), not handler"],
  [
    "a label that is not there in without",
    "sum without (handler) (rate(http_requests_total[5m]))",
    "in without (…), not handler",
  ],
  [
    "a label that was aggregated away before",
    "max by (pod) (sum by (route) (rate(http_requests_total[5m])))",
    "not pod: route; sum by (route) leaves no others",
  ],
  ["le without its point", `rate(${DURATION}_bucket{le="1"}[5m])`, `a bucket of ${DURATION}_bucket, not "1": "1.0"`],
  ["le with a point where it is pushed", 'rate(pushed_duration_seconds_bucket{le="1.0"}[5m])', 'not "1.0": "1"'],
  ["le in milliseconds", `rate(${DURATION}_bucket{le="500"}[5m])`, 'not "500": "10.0", "+Inf"'],
  ["le between two buckets", `rate(${DURATION}_bucket{le="0.3"}[5m])`, 'not "0.3": "0.1", "0.5"'],
  ["a pattern of le that is no bucket", `rate(${DURATION}_bucket{le=~"0\\\\.3"}[5m])`, "a bucket of"],
  ["a phase in small letters", 'kube_pod_status_phase{phase="pending"} > 0', 'not "pending": "Pending"'],
  [
    "a reason misspelt",
    'kube_pod_container_status_waiting_reason{reason="CrashLoopBackoff"} > 0',
    '"CrashLoopBackOff"',
  ],
  ["a resource misspelt", 'kube_pod_container_resource_limits{resource="mem"}', 'not "mem": "memory"'],
  ["one of several values misspelt", 'queue_depth{queue=~"mail|order"} > 1', 'not "order": "mail", "orders"'],
  ["a status of Kubernetes' own spelling", 'kube_deployment_status_condition{status="False"}', 'not "False": "false"'],
  ["rate of a gauge", "rate(queue_depth[5m])", "a counter within rate(…), and queue_depth is a gauge; leave rate out"],
  ["increase of a gauge", "increase(up[5m])", "a counter within increase(…), and up is a gauge"],
  ["irate of a quantile", 'irate(rpc_seconds{quantile="0.9"}[5m])', "a counter within irate(…)"],
  ["rate of a rate", "rate(rate(http_requests_total[5m])[1h:])", "a counter within rate(…)"],
  ["rate of a sum", "rate(sum(http_requests_total)[5m:])", "rate(…) of single series, before they are added up"],
  ["a bare counter", "http_requests_total > 100", "a comparison with 0 of http_requests_total, which is a counter"],
  ["a bare sum of counters", "sum(http_requests_total) > 1000", "which is a counter"],
  ["a bare counter behind the number", "100 < http_requests_total", "which is a counter"],
  [
    "deriv of a counter",
    "deriv(http_requests_total[5m])",
    "a gauge within deriv(…), and http_requests_total is a counter; write rate(…)",
  ],
  ["delta of a counter", "delta(http_requests_total[5m])", "write increase(…)"],
  ["predict_linear of a counter", "predict_linear(http_requests_total[1h], 3600)", "a gauge within predict_linear(…)"],
  [
    "a quantile without le",
    `histogram_quantile(0.9, sum by (route) (rate(${DURATION}_bucket[5m])))`,
    "label le within histogram_quantile(…), which sum by (route) loses; add le to by (…)",
  ],
  [
    "a quantile of a count",
    `histogram_quantile(0.9, rate(${DURATION}_count[5m]))`,
    `not what there is of ${DURATION}_count`,
  ],
  ["a quantile of a gauge", "histogram_quantile(0.9, queue_depth)", "not what there is of queue_depth"],
  [
    "a quantile since the start",
    `histogram_quantile(0.9, ${DURATION}_bucket)`,
    "rate(…[5m]) or increase(…[5m]) of the buckets",
  ],
  [
    "a classic histogram for a native one",
    `histogram_avg(rate(${DURATION}_bucket[5m]))`,
    "a native histogram within histogram_avg(…)",
  ],
  ["a limit in milliseconds", `${p99(DURATION)} > 500`, "a number below 10, the largest bucket"],
  ["a limit that is the largest bucket", `10 < ${p99(DURATION)}`, "a number below 10, the largest bucket"],
  ["seconds against milliseconds", "timeout_seconds > timeout_milliseconds", "divide the milliseconds by 1000"],
  [
    "quantiles in two units",
    `${p99(DURATION)} > ${p99("http_server_duration_milliseconds")}`,
    "the same unit on both sides of >",
  ],
  ["seconds and bytes", "sum(timeout_seconds) + sum(heap_bytes)", "the same unit on both sides of +"],
  ["a share against percent", "disk_ratio > disk_percent", "divide the percent by 100"],
  [
    "a time of day as a duration",
    "oldest_message_timestamp_seconds > timeout_seconds",
    "subtract the timestamp from time()",
  ],
  [
    "on a label that one side lost",
    "sum by (pod) (up) / on (pod, node) up",
    "node is not on the left side, as sum by (pod) loses it; the sides can never match",
  ],
  ["on a label that neither side has", "up / on (team) up", "a label of both sides of / in on (…), not team"],
  [
    "sides that differ in their labels",
    "sum by (pod) (up) / up",
    "there is only job, instance on the right; the sides can never match",
  ],
  [
    "objects of two kinds",
    "kube_deployment_spec_replicas - kube_horizontalpodautoscaler_spec_max_replicas",
    "deployment on the left and horizontalpodautoscaler on the right",
  ],
  ["a label that ignoring cannot ignore", "up and ignoring (team) up", "in ignoring (…), not team"],
  [
    "a label that group_left cannot find",
    "up * on (pod) group_left (team) sum by (pod) (up)",
    "a label of the right side in group_left (…), not team: pod",
  ],
];

test.each(mistakes)("refuses %s", (_, expr, told) => {
  expect(problemsOf(expr)).toEqual([expect.stringContaining(told)]);
});

test("tells all mistakes of an expression at once", () => {
  const told = problemsOf(
    'rate(queue_depth[5m]) > 1 and on (pod) http_request_total and on (pod) kube_pod_status_phase{phase="x"} > 0',
  );

  expect(told).toEqual([
    expect.stringContaining("queue_depth is a gauge"),
    expect.stringContaining("not http_request_total"),
    expect.stringContaining('not "x"'),
  ]);
});

test.each([
  "rate(http_requests_total[5m]) > 1",
  "http_requests_total > 0",
  "http_requests_total == 0",
  "changes(http_requests_total[5m]) > 3",
  "resets(http_requests_total[5m]) > 3",
  "absent(http_requests_total) == 1",
  "http_requests_total unless http_requests_total offset 5m",
  "round(increase(http_requests_total[5m])) > 3",
  "sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total[1h])) > 2",
  "rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) > 0.5",
  'rate(http_request_duration_seconds_bucket{le=~"1(\\\\.0)?"}[5m])',
  'rate(http_request_duration_seconds_bucket{le="+Inf"}[5m])',
  `${p99(DURATION)} > 9`,
  `${p99(DURATION)} * 1000 > 500`,
  `${p99(DURATION)} > ${p99("http_server_duration_milliseconds")} / 1000`,
  "histogram_quantile(0.9, sum by (route) (rate(native_seconds[5m])))",
  "time() - oldest_message_timestamp_seconds > 300",
  "timeout_seconds > timeout_milliseconds / 1000",
  "heap_bytes / heap_limit_bytes > 0.9",
  "predict_linear(heap_bytes[1h], 3600) > on (pod) heap_limit_bytes",
  'label_replace(queue_depth, "target", "$1", "queue", "(.*)") * on (target) group_left () label_replace(up, "target", "a", "", "")',
  'open_metric{anything="1"}',
  'sum by (anything) ({job="a"})',
  '{__name__=~"a.+"} > 1',
  "up * on (pod) group_left (label_team) kube_pod_labels",
  "sum by (pod) (rate(container_cpu_usage_seconds_total[5m])) / on (pod) max by (pod) (kube_pod_container_resource_limits)",
  "sum(up) == 0 or absent(up)",
  'ALERTS{alertstate="firing",anything="1"}',
  'count(count_values("hash", alertmanager_config_hash)) > 1',
])("accepts %s", (expr) => {
  expect(problemsOf(expr)).toEqual([]);
});
