import type { Duration } from "../core";
import {
  durationsByRoute,
  failedRequests,
  failureRatio,
  requestRate,
  versionLabel,
  type HttpMetrics,
} from "./http-metrics";
import { intervals } from "./intervals";
import { errorLines } from "./log-lines";
import { max, rate, selector, sum } from "./promql";
import { recorded, type Quantile } from "./recorded";
import type { RecordingRule } from "./rule";
import { containerSeries, identityLabels, ownLines, ownSeries, podNames, type ServiceTarget } from "./service-target";
import { objectiveRecordings } from "./slo-recordings";
import { traceRecordings } from "./trace-recordings";

/** No alert looks at the median. */
const QUANTILES: readonly (readonly [Quantile, number, Duration])[] = [
  ["p50", 0.5, intervals.patient],
  ["p95", 0.95, intervals.usual],
  ["p99", 0.99, intervals.usual],
];

/**
 * The recorded series of one service, in an order in which each rule finds what it uses already evaluated. They belong
 * into a group that labels them with the service's identity.
 */
export function serviceRecordings(target: ServiceTarget): RecordingRule[] {
  return [
    targetInfo(target),
    ...httpRecordings(target),
    ...saturationRecordings(target),
    restarts(target),
    ...traceRecordings(target),
    ...objectiveRecordings(target),
  ];
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
    interval: intervals.constant,
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
  return {
    record: recorded.restarts,
    expr: max(`round(increase(${total}[1h]))`, ["pod"]),
    interval: intervals.patient,
  };
}

function httpRecordings(target: ServiceTarget): RecordingRule[] {
  const { metrics } = target;
  if (!metrics) return [];
  return [
    ...trafficRecordings(metrics, target),
    ...usualTrafficRecordings(target),
    ...durationRecordings(metrics, target),
  ];
}

function trafficRecordings(metrics: HttpMetrics, target: ServiceTarget): RecordingRule[] {
  const own = ownSeries(target);
  const { status, route } = metrics.labels;
  const version = versionLabel(metrics);
  const mine = identityLabels(target);
  const requests = selector(recorded.requests, mine);
  return [
    { record: recorded.requests, expr: sum(requestRate(metrics, own, "5m")) },
    // Many libraries export no 5xx series before the first 5xx; without the zero the ratio would not exist until then.
    // The sums have no labels on either side: a zero with labels would stand beside the failures, as a duplicate.
    { record: recorded.failures, expr: `${sum(failedRequests(metrics, own, "5m"))} or 0 * ${sum(requests)}` },
    {
      record: recorded.failureRatio,
      expr: `${selector(recorded.failures, mine)} / on () (${requests} > 0)`,
    },
    {
      record: recorded.failureRatioOfLastMinute,
      expr: `${failureRatio(metrics, own, "1m", 0)} or 0 * (${sum(requestRate(metrics, own, "1m"))} > 0)`,
    },
    {
      record: recorded.requestsByRoute,
      expr: renamed(sum(requestRate(metrics, own, "5m"), [route, status, version]), { route, code: status, version }),
    },
  ].map((rule) => ({ ...rule, interval: intervals.usual }));
}

/** What the traffic of the moment is compared with. */
function usualTrafficRecordings(target: ServiceTarget): RecordingRule[] {
  const requests = selector(recorded.requests, identityLabels(target));
  const average = (offset: string): string => `avg_over_time(${requests}[1h] offset ${offset})`;
  return [
    { record: recorded.requestsHourBefore, expr: average("5m"), interval: intervals.usual },
    {
      record: recorded.requestsLastWeek,
      // Of an hour that was not seen from its beginning on, the mean is that of its end.
      expr: `${average("6d23h30m")} and on () ${requests} offset 7d30m`,
      interval: intervals.usual,
    },
  ];
}

/** The histogram is put together once, as each quantile needs it whole, and nothing costs as much. */
function durationRecordings(metrics: HttpMetrics, target: ServiceTarget): RecordingRule[] {
  const { route } = metrics.labels;
  const { expr, by } = durationsByRoute(metrics, ownSeries(target), "5m");
  const record = recorded.durations(metrics.histogram);
  const durations = selector(record, identityLabels(target));
  return [
    { record, expr: renamed(expr, { route, version: versionLabel(metrics) }, by), interval: intervals.usual },
    ...QUANTILES.map(([name, q, interval]) => ({
      record: recorded.latency(name),
      expr: quantile(q, sum(durations, by)),
      interval,
    })),
    {
      record: recorded.latencyByRoute,
      expr: quantile(0.99, sum(durations, [...by, "route"])),
      interval: intervals.patient,
    },
  ];
}

function saturationRecordings(target: ServiceTarget): RecordingRule[] {
  const container = containerSeries(target);
  // Divided pod by pod, which need not be chosen on both sides.
  const all = { namespace: target.namespace, container: target.container };
  const limit = (resource: string): string =>
    max(selector("kube_pod_container_resource_limits", { ...all, resource }), ["pod"]);
  const memory = max(selector("container_memory_working_set_bytes", container), ["pod"]);
  const cpu = sum(rate(selector("container_cpu_usage_seconds_total", container), "5m"), ["pod"]);
  const throttled = sum(rate(selector("container_cpu_cfs_throttled_periods_total", container), "5m"), ["pod"]);
  const periods = sum(rate(selector("container_cpu_cfs_periods_total", all), "5m"), ["pod"]);
  return [
    ...(target.hasCpuLimit
      ? [
          { record: recorded.cpuUtilization, expr: `${cpu} / on (pod) ${limit("cpu")}`, interval: intervals.patient },
          {
            record: recorded.cpuThrottling,
            expr: `${throttled} / on (pod) (${periods} > 0)`,
            interval: intervals.patient,
          },
        ]
      : []),
    { record: recorded.memoryUtilization, expr: `${memory} / on (pod) ${limit("memory")}`, interval: intervals.usual },
  ];
}

/** A quantile of no requests is NaN, which is never at least 0: the series is absent instead. */
function quantile(q: number, durations: string): string {
  return `histogram_quantile(${q}, ${durations}) >= 0`;
}

/** The expression with its labels under our names, unless they have them already, and with those that are kept. */
function renamed(expr: string, names: Readonly<Record<string, string>>, kept: readonly string[] = []): string {
  const foreign = Object.entries(names).filter(([ours, theirs]) => ours !== theirs);
  if (foreign.length === 0) return expr;
  const replaced = foreign.reduce(
    (inner, [ours, theirs]) => `label_replace(${inner}, "${ours}", "$1", "${theirs}", "(.*)")`,
    expr,
  );
  return sum(replaced, [...kept, ...Object.keys(names)]);
}
