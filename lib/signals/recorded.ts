import type { HistogramKind } from "./http-metrics";
/**
 * Names of the series that every service records, whatever dialect its metrics speak. Alerts and panels use these and
 * nothing below them. Each carries `namespace` and `service`; `service_route:` adds `route` (and `code` and `version` where
 * it counts), `service_pod:` adds `pod`.
 */
export const recorded = {
  /** Requests per second. */
  requests: "service:http_requests:rate5m",
  /** Requests per second on average over the hour that ended five minutes ago. */
  requestsHourBefore: "service:http_requests:hour_before_rate5m",
  /**
   * Requests per second on average over the same hour a week ago: from half an hour before to half an hour after. Absent
   * where Prometheus keeps less, or knew nothing of the service when that hour began.
   */
  requestsLastWeek: "service:http_requests:last_week_rate5m",
  /** Failed requests (5xx) per second; 0, and not absent, before the first failure. */
  failures: "service:http_failures:rate5m",
  /** The share of requests that failed, 0 to 1; absent without traffic. */
  failureRatio: "service:http_failures:ratio_rate5m",
  /** The same over the last minute, to be drawn; the alert on an outage computes it anew, more often. */
  failureRatioOfLastMinute: "service:http_failures:ratio_rate1m",
  /** Requests per second by `route`, `code` and `version`; the version is absent where neither the pod nor the service tells it. */
  requestsByRoute: "service_route:http_requests:rate5m",
  /** The histogram of durations in seconds by `route` and `version`, observations per second: by `le`, or native. */
  durations: (histogram: HistogramKind = "classic") =>
    histogram === "native"
      ? "service_route:http_duration_seconds:rate5m"
      : "service_route:http_duration_seconds_bucket:rate5m",
  /** A quantile of the duration in seconds over five minutes; absent without traffic. */
  latency: (quantile: Quantile) => `service:http_duration_seconds:${quantile}_rate5m`,
  /** The 99th percentile of the duration in seconds by `route`. */
  latencyByRoute: "service_route:http_duration_seconds:p99_rate5m",
  /** CPU use of the container as a share of its limit, 0 to 1, by `pod`. */
  cpuUtilization: "service_pod:cpu_limit_utilization:ratio_rate5m",
  /** The share of its time slices in which the container was stopped at its CPU limit, 0 to 1, by `pod`. */
  cpuThrottling: "service_pod:cpu_throttled_periods:ratio_rate5m",
  /** Memory (working set) of the container as a share of its limit, 0 to 1, by `pod`. */
  memoryUtilization: "service_pod:memory_limit_utilization:ratio",
  /** Restarts of the container within the last hour, by `pod`. */
  restarts: "service_pod:container_restarts:increase1h",
  /**
   * 1, with what the service is made of in its labels: `workload_kind`, `workload`, `container`, `pods` (a regular
   * expression of their names) and, if it has one, `horizontalpodautoscaler`. Panels find everything else by it.
   */
  targetInfo: "service:target_info",
  /** Log lines per second; absent without any within five minutes. Computed by Loki, as are the next two. */
  logLines: "service:log_lines:rate5m",
  /** Log lines per second that tell an error; 0, and not absent, without any. */
  errorLogLines: "service:log_error_lines:rate5m",
  /** Log lines per second of the whole cluster; absent where logs are not kept, or none arrive. */
  clusterLogLines: "cluster:log_lines:rate5m",
  /** Spans per second of what the service handles and no HTTP metric tells: requests, jobs from a queue. */
  spans: "service:spans:rate5m",
  /** The share of them that ended with an error, 0 to 1; absent before the first one. */
  spanFailureRatio: "service:span_failures:ratio_rate5m",
  /** Calls per second to others, by `server`: a service, a database, a queue. */
  dependencyCalls: "service_dependency:calls:rate5m",
  /** The share of them that failed, 0 to 1, by `server`; absent before the first one. */
  dependencyFailureRatio: "service_dependency:call_failures:ratio_rate5m",
  /** The 95th percentile of their duration in seconds, as the caller sees it, by `server`; absent without any. */
  dependencyLatency: "service_dependency:call_duration_seconds:p95_rate5m",
  /** What share of requests an objective wants to be good, 0 to 1; by `slo`, as are the next nine. */
  objective: "service:slo_objective:ratio",
  /** Requests per second that the objective counts. */
  objectiveRequests: "service:slo_requests:rate5m",
  /** Bad requests per second: failed, or slower than the objective allows; 0, and not absent, before the first one. */
  objectiveErrors: "service:slo_errors:rate5m",
  /** Requests of five minutes, told once in five minutes, so that their sum over a long window is what it had. */
  objectiveRequestCount: "service:slo_requests:increase5m",
  /** The bad ones among them. */
  objectiveErrorCount: "service:slo_errors:increase5m",
  /** The share of requests of a window that were bad, 0 to 1; each request counts alike. Absent without requests. */
  errorRatio: (window: BudgetWindow) => `service:slo_errors:ratio_rate${window}`,
  /** The same over the whole `window` of the objective, which is a label, or over what there is of it. */
  errorRatioOfWindow: "service:slo_errors:ratio_window",
  /** The share of the error budget that is left: 1 is untouched, 0 is spent, below that the objective is missed. */
  budgetLeft: "service:slo_error_budget:remaining_ratio",
  /** How many times as fast as it may the budget burns, over five minutes; above 1 it will not last for its window. */
  burnRate: "service:slo_burn_rate:rate5m",
  /** The threshold of an alert, by `alert` and `severity`, so that panels draw what the alert compares with. */
  alertThreshold: "service:alert_threshold",
} as const;

/** Windows over which error budgets are watched. */
export type BudgetWindow = "5m" | "30m" | "1h" | "2h" | "6h" | "1d" | "3d";
export type Quantile = "p50" | "p95" | "p99";
