import { countsItself, type HttpMetrics } from "./http-metrics";

/**
 * What a workload says of the time series that it makes, for an estimate that reads nothing but YAML. On the Deployment or
 * StatefulSet itself, not on its pods: a new number restarts nothing. Anybody may set them on workloads of any origin.
 */
export const estimateAnnotations = {
  /** How many series one pod tells or pushes, without those that Prometheus adds to each target. */
  seriesPerPod: "cdk8s-observability/series-per-pod",
  /** How many pairs of route and method it answers, which its spans and its recorded series are counted by. */
  routes: "cdk8s-observability/routes",
} as const;

/** Pairs of route and method where nobody says how many there are. */
export const DEFAULT_ROUTES = 10;

/** Status codes that a route answers with: one when it succeeds, and one when it fails. */
export const STATUSES_PER_ROUTE = 2;

/**
 * Series of the runtime of a program, with which the clients of Prometheus begin: memory, garbage collection, threads and
 * the process. Measured of client_golang with its handler.
 */
export const RUNTIME_SERIES = 46;

/** The annotations of a workload that tells these metrics; none where it tells nothing. */
export function estimateOf(metrics: HttpMetrics | undefined): Record<string, string> {
  if (!metrics) return {};
  return {
    [estimateAnnotations.seriesPerPod]: String(seriesPerPod(metrics)),
    [estimateAnnotations.routes]: String(metrics.routes ?? DEFAULT_ROUTES),
  };
}

/** Series that one pod makes of its HTTP traffic and of its runtime. */
export function seriesPerPod(metrics: HttpMetrics): number {
  const { dialect, scrape, histogram, buckets, routes = DEFAULT_ROUTES } = metrics;
  // The buckets with +Inf, the sum and the count; a native histogram is a single series.
  const perHistogram = histogram === "native" ? 1 : buckets.length + 3;
  const runtime = scrape === false ? TARGET_INFO : RUNTIME_SERIES;
  // OpenTelemetry's histogram has the status as a label; those of Prometheus have a counter beside them for it.
  if (dialect === "openTelemetry") return routes * STATUSES_PER_ROUTE * perHistogram + runtime;
  return routes * (perHistogram + (countsItself(metrics) ? 0 : STATUSES_PER_ROUTE)) + runtime;
}

/** What Prometheus makes of the attributes of a sender. */
const TARGET_INFO = 1;
