import type { HttpMetrics } from "./http-metrics";
import { errorLines } from "./log-lines";
import { max, quantile, rate, selector, sum, type Matchers } from "./promql";
import { recorded, type Quantile, type Window } from "./recorded";
import type { RecordingRule } from "./rule";
import { containerSeries, identityLabels, ownLines, ownSeries, podNames, type ServiceTarget } from "./service-target";

const QUANTILES: readonly (readonly [Quantile, number])[] = [
  ["p50", 0.5],
  ["p95", 0.95],
  ["p99", 0.99],
];

/**
 * The recorded series of one service, in an order in which each rule finds what it uses already evaluated. They belong
 * into a group that labels them with the service's identity.
 */
export function serviceRecordings(target: ServiceTarget): RecordingRule[] {
  return [targetInfo(target), ...httpRecordings(target), ...saturationRecordings(target), restarts(target)];
}

/** The series of one service that Loki records of its log lines, and hands to Prometheus. */
export function serviceLogRecordings(target: ServiceTarget): RecordingRule[] {
  const lines = ownLines(target);
  return [
    { record: recorded.logLines, expr: sum(rate(lines, "5m")) },
    // Lines that nobody wrote are no series at all; the zero is what panels divide.
    { record: recorded.errorLogLines, expr: `${sum(rate(errorLines(lines), "5m"))} or vector(0)` },
  ];
}

function targetInfo(target: ServiceTarget): RecordingRule {
  const { workload, container, scaling } = target;
  return {
    record: recorded.targetInfo,
    expr: "vector(1)",
    labels: {
      workload_kind: workload.kind,
      workload: workload.name,
      container,
      pods: podNames(target),
      ...(scaling === undefined ? {} : { horizontalpodautoscaler: scaling.name }),
    },
  };
}

function restarts(target: ServiceTarget): RecordingRule {
  const total = selector("kube_pod_container_status_restarts_total", containerSeries(target));
  // increase() extrapolates to the whole hour: three restarts are 3.01, and would be above 3.
  return { record: recorded.restarts, expr: max(`round(increase(${total}[1h]))`, ["pod"]) };
}

function httpRecordings(target: ServiceTarget): RecordingRule[] {
  const metrics = target.metrics;
  if (!metrics) return [];
  const own = ownSeries(target);
  const mine = identityLabels(target);
  const buckets = selector(`${metrics.duration}_bucket`, own);
  const { status, route } = metrics.labels;
  return [
    ...(["1m", "5m"] as const).flatMap((window) => trafficRecordings(metrics, own, mine, window)),
    {
      record: recorded.requestsByRoute,
      expr: renamed(sum(rate(selector(metrics.requests, own), "5m"), [route, status]), { route, code: status }),
    },
    ...QUANTILES.map(([name, q]) => ({
      record: recorded.latency(name),
      // A quantile of no requests is NaN, which is never at least 0: the series is absent instead.
      expr: `${quantile(q, buckets, "5m")} >= 0`,
    })),
    { record: recorded.latencyByRoute, expr: renamed(`${quantile(0.99, buckets, "5m", [route])} >= 0`, { route }) },
  ];
}

function trafficRecordings(metrics: HttpMetrics, own: Matchers, mine: Matchers, window: Window): RecordingRule[] {
  const requests = selector(recorded.requests(window), mine);
  const failures = metrics.failures.map((failed) => rate(selector(metrics.requests, { ...own, ...failed }), window));
  return [
    { record: recorded.requests(window), expr: sum(rate(selector(metrics.requests, own), window)) },
    // Many libraries export no 5xx series before the first 5xx; without the zero the ratio would not exist until then.
    // The sums have no labels on either side: a zero with labels would stand beside the failures, as a duplicate.
    { record: recorded.failures(window), expr: `${sum(failures.join(" or "))} or 0 * ${sum(requests)}` },
    {
      record: recorded.failureRatio(window),
      expr: `${selector(recorded.failures(window), mine)} / (${requests} > 0)`,
    },
  ];
}

function saturationRecordings(target: ServiceTarget): RecordingRule[] {
  const container = containerSeries(target);
  const limit = (resource: string): string =>
    max(selector("kube_pod_container_resource_limits", { ...container, resource }), ["pod"]);
  const cpu = sum(rate(selector("container_cpu_usage_seconds_total", container), "5m"), ["pod"]);
  const memory = max(selector("container_memory_working_set_bytes", container), ["pod"]);
  return [
    ...(target.hasCpuLimit ? [{ record: recorded.cpuUtilization, expr: `${cpu} / on (pod) ${limit("cpu")}` }] : []),
    { record: recorded.memoryUtilization, expr: `${memory} / on (pod) ${limit("memory")}` },
  ];
}

/** The expression with its labels under our names, unless they have them already. */
function renamed(expr: string, names: Readonly<Record<string, string>>): string {
  const foreign = Object.entries(names).filter(([ours, theirs]) => ours !== theirs);
  if (foreign.length === 0) return expr;
  const replaced = foreign.reduce(
    (inner, [ours, theirs]) => `label_replace(${inner}, "${ours}", "$1", "${theirs}", "(.*)")`,
    expr,
  );
  return sum(replaced, Object.keys(names));
}
