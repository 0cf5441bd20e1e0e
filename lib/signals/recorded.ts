/**
 * Names of the series that every service records, whatever dialect its metrics speak. Alerts and panels use these and
 * nothing below them. Each carries `namespace` and `service`; `service_route:` adds `route` (and `code` where it counts),
 * `service_pod:` adds `pod`.
 */
export const recorded = {
  /** Requests per second. */
  requests: (window: Window) => `service:http_requests:rate${window}`,
  /** Failed requests (5xx) per second; 0, and not absent, before the first failure. */
  failures: (window: Window) => `service:http_failures:rate${window}`,
  /** The share of requests that failed, 0 to 1; absent without traffic. */
  failureRatio: (window: Window) => `service:http_failures:ratio_rate${window}`,
  /** Requests per second by `route` and `code`. */
  requestsByRoute: "service_route:http_requests:rate5m",
  /** A quantile of the duration in seconds over five minutes; absent without traffic. */
  latency: (quantile: Quantile) => `service:http_duration_seconds:${quantile}_rate5m`,
  /** The 99th percentile of the duration in seconds by `route`. */
  latencyByRoute: "service_route:http_duration_seconds:p99_rate5m",
  /** CPU use of the container as a share of its limit, 0 to 1, by `pod`. */
  cpuUtilization: "service_pod:cpu_limit_utilization:ratio_rate5m",
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
  /** The threshold of an alert, by `alert` and `severity`, so that panels draw what the alert compares with. */
  alertThreshold: "service:alert_threshold",
} as const;

export type Window = "1m" | "5m";
export type Quantile = "p50" | "p95" | "p99";
