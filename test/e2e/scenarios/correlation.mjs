// From one signal to the others.
import assert from "node:assert/strict";
import { eventually } from "../cluster.mjs";
import {
  forgetNotifications,
  jaeger,
  load,
  logLines,
  notification,
  prometheus,
  query,
  scalar,
  setChaos,
  traces,
} from "../stack.mjs";

/**
 * A request fails in the second service, as its database is slow: it is one trace of both, its log lines are found by the
 * trace's id, and exemplars of the first service's histogram and of span metrics name traces that exist.
 */
export async function oneHopAway({ proxy }) {
  const start = Date.now() * 1000;
  await load(proxy, 5);
  await setChaos(proxy, "inventory", { dependency_delay: "10s" });
  const found = await eventually("a failed trace of both services", 120, async () => {
    const failed = await traces(proxy, { service: "checkout", tags: JSON.stringify({ error: "true" }), start });
    return failed.map(spansByService).find(({ checkout, inventory }) => hasError(checkout) && hasError(inventory));
  });
  const { traceId, checkout, inventory } = found.value;

  const lines = await eventually("log lines of both services by the trace's id", 60, async () => {
    const [ofCheckout, ofInventory] = await Promise.all(
      ["checkout", "inventory"].map((service) =>
        logLines(proxy, `{service_name="${service}", k8s_namespace_name="shop"} | trace_id="${traceId}"`),
      ),
    );
    return ofCheckout.length > 0 && ofInventory.length > 0 && { checkout: ofCheckout, inventory: ofInventory };
  });
  const error = lines.value.inventory.find(({ stream }) => stream.detected_level === "error");
  assert.match(error?.line ?? "", /redis/, `the cause in ${lines.value.inventory.map(({ line }) => line).join("; ")}`);

  const histogram = await exemplars(
    proxy,
    'http_request_duration_seconds_bucket{namespace="shop",service="checkout"}',
    start,
  );
  const spanHistogram = await exemplars(
    proxy,
    'traces_span_metrics_duration_milliseconds_bucket{service_name="inventory"}',
    start,
  );
  await setChaos(proxy, "inventory", { dependency_delay: "0s" });
  await load(proxy, 0);
  return {
    secondsToTrace: found.seconds,
    secondsToLines: lines.seconds,
    spans: { checkout: checkout.map(operation), inventory: inventory.map(operation) },
    error: error.line,
    exemplars: { histogram, spanHistogram },
  };
}

/** What the Monitor tab asks for a service. */
export async function monitorTab({ proxy }) {
  await load(proxy, 10);
  const { value, seconds } = await eventually("rates, errors and durations of checkout", 150, async () => {
    const ask = (metric, parameters = {}) =>
      jaeger(proxy, `metrics/${metric}`, {
        service: "checkout",
        spanKind: "server",
        endTs: Date.now(),
        lookback: 600_000,
        step: 15_000,
        ratePer: 60_000,
        ...parameters,
      });
    const [calls, errors, latencies] = await Promise.all([
      ask("calls"),
      ask("errors"),
      ask("latencies", { quantile: "0.95" }),
    ]);
    const last = { calls: lastOf(calls), errors: lastOf(errors), p95: lastOf(latencies) };
    return last.calls > 0 && last.errors >= 0 && last.p95 > 0 && last;
  });
  const graph = await eventually("the call from checkout to inventory in Jaeger and in Prometheus", 120, async () => {
    const edges = await jaeger(proxy, "dependencies", { endTs: Date.now(), lookback: 3_600_000 });
    const edge = edges.find(({ parent, child }) => parent === "checkout" && child === "inventory");
    const counted = await scalar(
      proxy,
      'sum(traces_service_graph_request_total{client="checkout",server="inventory"})',
    );
    return edge && counted > 0 && { callCount: edge.callCount, counted };
  });
  await load(proxy, 0);
  return { ...value, seconds, serviceGraph: graph.value };
}

/** Metrics that a service pushes end up in the same series as those that are scraped, with the same alerts on them. */
export async function pushedMetrics({ proxy }) {
  await load(proxy, 10);
  const { value, seconds } = await eventually("the traffic of inventory", 120, async () => {
    const rate = await scalar(proxy, 'service:http_requests:rate5m{namespace="shop",service="inventory"}');
    return rate > 1 && rate;
  });
  const [p99] = await query(proxy, 'service:http_duration_seconds:p99_rate5m{namespace="shop",service="inventory"}');
  const routes = await query(proxy, 'service_route:http_requests:rate5m{namespace="shop",service="inventory"}');
  assert.ok(p99.value > 0, `a duration, got ${p99.value}`);
  assert.ok(routes.every(({ metric }) => metric.route && metric.code));
  const silent = await query(proxy, 'ALERTS{alertname="ServiceMetricsMissing",service="inventory"}');
  assert.deepEqual(silent, []);
  await load(proxy, 0);
  return { requestsPerSecond: value, p99: p99.value, routes: routes.map(({ metric }) => metric.route), seconds };
}

/** A handler panics: the log alert arrives, with links to what tells more. */
export async function panic({ proxy }) {
  await forgetNotifications(proxy);
  await load(proxy, 20);
  // Too few of them for the critical alerts on failures, which would speak for it.
  await setChaos(proxy, "checkout", { panic_ratio: 0.04 });
  const start = Date.now();
  const { receivedAt, annotations, labels } = await notification(proxy, "ServicePanics", "firing", 240);
  assert.deepEqual([labels.namespace, labels.service], ["shop", "checkout"]);
  await setChaos(proxy, "checkout", { panic_ratio: 0 });
  await load(proxy, 0);
  for (const link of ["runbook_url", "dashboard_url", "logs_url", "traces_url"]) assert.ok(annotations[link], link);
  await eventually(
    "what Loki computes, in Prometheus",
    120,
    async () => (await scalar(proxy, 'service:log_lines:rate5m{namespace="shop",service="checkout"}')) > 0,
  );
  const [stack] = await logLines(proxy, '{service_name="checkout",k8s_namespace_name="shop"} |= "goroutine "', {
    limit: 1,
  });
  const frames = stack.line.split("\n").length;
  assert.ok(frames > 5, `one entry for the whole stack, got ${stack.line}`);
  return {
    secondsToNotification: (receivedAt - start) / 1000,
    summary: annotations.summary,
    logs: annotations.logs_url,
    linesOfStack: frames,
  };
}

/** Exemplars since a time in microseconds: how many, and a trace that one of them names, which failed in both services. */
async function exemplars(proxy, series, since) {
  const { value } = await eventually(`an exemplar of ${series} whose trace failed in both services`, 120, async () => {
    const parameters = new URLSearchParams({ query: series, start: since / 1e6, end: Date.now() / 1000 });
    const { data } = await prometheus(proxy, `/api/v1/query_exemplars?${parameters}`);
    const ids = data.flatMap((one) => one.exemplars.map(({ labels }) => labels.trace_id)).filter(Boolean);
    for (const id of ids.toReversed().slice(0, 20)) {
      const [trace] = await jaeger(proxy, `traces/${id}`).catch(() => []);
      const { checkout, inventory } = trace ? spansByService(trace) : { checkout: [], inventory: [] };
      if (hasError(checkout) && hasError(inventory))
        return { exemplars: ids.length, trace: id, spans: trace.spans.length };
    }
    throw new Error(`${ids.length} exemplars`);
  });
  return value;
}

function spansByService({ traceID, spans, processes }) {
  const of = (service) => spans.filter(({ processID }) => processes[processID].serviceName === service);
  return { traceId: traceID, checkout: of("checkout"), inventory: of("inventory") };
}

function hasError(spans) {
  return spans.some(({ tags }) => tags.some(({ key, value }) => key === "error" && value === true));
}

function operation({ operationName, duration }) {
  return `${operationName} ${Math.round(duration / 1000)}ms`;
}

/** The last value of the first series that Jaeger's metrics API returns. */
function lastOf({ metrics = [] }) {
  const points = metrics[0]?.metricPoints ?? [];
  return points.at(-1)?.gaugeValue?.doubleValue ?? NaN;
}
