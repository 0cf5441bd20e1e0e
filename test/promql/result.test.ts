import { checked } from "./builders";

const pod = ["job", "instance", "namespace", "pod", "container", "node", "service", "version"];

/** The labels that a result can have, and whether there may be others. */
test.each<[string, readonly string[], boolean?]>([
  ["queue_depth", [...pod, "queue"]],
  ["sum(queue_depth)", []],
  ["sum by (queue) (queue_depth)", ["queue"]],
  ["sum without (queue) (queue_depth)", pod],
  ["topk(3, queue_depth)", [...pod, "queue"]],
  ['count_values("depth", queue_depth)', ["depth"]],
  ["sum by (queue) (queue_depth) / on (queue) queue_depth", ["queue"]],
  ["queue_depth / on (queue) group_left () sum by (queue) (queue_depth)", [...pod, "queue"]],
  ["sum by (queue) (queue_depth) * on (queue) group_right () queue_depth", [...pod, "queue"]],
  ["sum by (pod, queue) (queue_depth) * on (pod) group_left (node) sum by (pod, node) (up)", ["pod", "queue", "node"]],
  ["sum by (queue) (queue_depth) or sum by (pod) (up)", ["queue", "pod"]],
  ["sum by (queue) (queue_depth) and on () up", ["queue"]],
  ['absent(up{job="a",pod=~"b"})', ["job"]],
  ['absent(up{job="a"} == 1)', []],
  ["vector(1)", []],
  ["time() - max(up)", []],
  ['label_replace(sum by (pod) (up), "name", "$1", "pod", "(.*)")', ["pod", "name"]],
  ["histogram_quantile(0.9, sum by (le, route) (rate(http_request_duration_seconds_bucket[5m])))", ["route"]],
  ["max_over_time(sum by (queue) (queue_depth)[1h:])", ["queue"]],
  ["open_metric", [...pod, "a"], true],
  ["sum by (a, b) (open_metric)", ["a", "b"]],
  ['{job="a"}', ["job"], true],
])("%s has the labels %j", (expr, names, open = false) => {
  const { problems, result } = checked(expr);

  expect(problems).toEqual([]);
  expect(result.labels.names).toEqual(new Set(names));
  expect(result.labels.open).toBe(open);
});

test.each([
  ["timeout_seconds", "seconds"],
  ["max(timeout_seconds)", "seconds"],
  ["timeout_seconds * 1000", undefined],
  ["timeout_seconds + 5", "seconds"],
  ["heap_bytes / heap_limit_bytes", "ratio"],
  ["rate(http_request_duration_seconds_sum[5m])", undefined],
  ["increase(http_request_duration_seconds_sum[5m])", "seconds"],
  ["time()", "timestamp"],
  ["time() - oldest_message_timestamp_seconds", "seconds"],
  ["oldest_message_timestamp_seconds + timeout_seconds", "timestamp"],
  ["count(timeout_seconds)", undefined],
  ["histogram_quantile(0.9, rate(http_server_duration_milliseconds_bucket[5m]))", "milliseconds"],
])("%s is in %s", (expr, unit) => {
  const { problems, result } = checked(expr);

  expect(problems).toEqual([]);
  expect(result.unit).toBe(unit);
});
