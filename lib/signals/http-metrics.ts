import type { Duration } from "../core";
import { rate, selector, sum, type Matchers } from "./promql";

/** How a service tells its HTTP traffic: names, labels and buckets in the words of its metrics library. */
export interface HttpMetrics {
  readonly dialect: "prometheus" | "openTelemetry";
  /** Where Prometheus reads them, or false where the service pushes them with OTLP. */
  readonly scrape: { readonly path: string; readonly port: number | string | undefined } | false;
  /** The counter of requests; the histogram itself where that is native and nothing else counts them. */
  readonly requests: string;
  /** The histogram of durations in seconds, without `_bucket`. */
  readonly duration: string;
  /** Whether its buckets are series of their own with the label `le`, or it is one series with all of its buckets. */
  readonly histogram: HistogramKind;
  readonly labels: { readonly status: string; readonly route: string; readonly method: string };
  /** Upper bounds of the histogram's buckets in seconds, ascending, without +Inf; none where it is native. */
  readonly buckets: readonly number[];
  /** Matchers of failed requests; a request that matches any of them has failed. */
  readonly failures: readonly Matchers[];
  /** Pairs of route and method that it answers, for the estimate of its series. @default 10 */
  readonly routes?: number;
}

/** @see https://prometheus.io/docs/specs/native_histograms/ */
export type HistogramKind = "classic" | "native";

export interface ScrapedMetricsOptions {
  /** @default "/metrics" */
  readonly path?: string;
  /** The port's name or number. @default - the service's own port */
  readonly port?: number | string;
}

export interface PrometheusMetricsOptions extends ScrapedMetricsOptions {
  /** The label with the status code; libraries disagree between `code`, `status` and `status_code`. @default "code" */
  readonly status?: string;
  /** The label with the route's template. @default "route" */
  readonly route?: string;
  /** @default "method" */
  readonly method?: string;
  /** The counter of requests. @default "http_requests_total" */
  readonly requests?: string;
  /** The histogram of durations in seconds, without `_bucket`. @default "http_request_duration_seconds" */
  readonly duration?: string;
  /** Upper bounds of its buckets in seconds; classic histograms alone have them. @default - those that OpenTelemetry advises, 5 ms to 10 s */
  readonly buckets?: readonly number[];
  /** `native` where the library is told so, such as by `NativeHistogramBucketFactor` of client_golang. @default "classic" */
  readonly histogram?: HistogramKind;
  /** Pairs of route and method that it answers, for the estimate of its series: 1 or more. @default 10 */
  readonly routes?: number;
}

export interface OpenTelemetryMetricsOptions {
  /** Where Prometheus reads them, or false where the service pushes them with OTLP. @default { path: "/metrics" } */
  readonly scrape?: ScrapedMetricsOptions | false;
  /** Upper bounds of the duration's buckets in seconds; classic histograms alone have them. @default - those that OpenTelemetry advises, 5 ms to 10 s */
  readonly buckets?: readonly number[];
  /** `native` where the SDK is told to send exponential histograms, which is what Prometheus makes of them. @default "classic" */
  readonly histogram?: HistogramKind;
  /** Pairs of route and method that it answers, for the estimate of its series: 1 or more. @default 10 */
  readonly routes?: number;
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const ADVISED_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export const HttpMetrics = {
  /** The Prometheus client libraries: a counter of requests and a histogram of durations, scraped. */
  prometheus(options: PrometheusMetricsOptions = {}): HttpMetrics {
    const status = options.status ?? "code";
    const histogram = options.histogram ?? "classic";
    return {
      dialect: "prometheus",
      scrape: { path: options.path ?? "/metrics", port: options.port },
      requests: options.requests ?? "http_requests_total",
      duration: options.duration ?? "http_request_duration_seconds",
      histogram,
      labels: { status, route: options.route ?? "route", method: options.method ?? "method" },
      buckets: options.buckets ?? advisedBuckets(histogram),
      failures: [{ [status]: { re: "5.." } }],
      ...(options.routes !== undefined && { routes: options.routes }),
    };
  },

  /**
   * OpenTelemetry's stable semantic conventions: one histogram tells traffic, failures and durations.
   * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
   */
  openTelemetry(options: OpenTelemetryMetricsOptions = {}): HttpMetrics {
    const scrape = options.scrape ?? {};
    const status = "http_response_status_code";
    const histogram = options.histogram ?? "classic";
    const duration = "http_server_request_duration_seconds";
    return {
      dialect: "openTelemetry",
      scrape: scrape === false ? false : { path: scrape.path ?? "/metrics", port: scrape.port },
      requests: histogram === "native" ? duration : `${duration}_count`,
      duration,
      histogram,
      labels: { status, route: "http_route", method: "http_request_method" },
      buckets: options.buckets ?? advisedBuckets(histogram),
      // No response was sent at all: the status is absent and error.type tells why.
      failures: [{ [status]: { re: "5.." } }, { [status]: "", error_type: { not: "" } }],
      ...(options.routes !== undefined && { routes: options.routes }),
    };
  },
};

/** Requests per second of the series that match, each by itself. */
export function requestRate(metrics: HttpMetrics, matchers: Matchers, window: Duration): string {
  const perSecond = rate(selector(metrics.requests, matchers), window);
  return countsItself(metrics) ? `histogram_count(${perSecond})` : perSecond;
}

/** Failed requests per second, each series by itself. */
export function failedRequests(metrics: HttpMetrics, matchers: Matchers, window: Duration): string {
  return metrics.failures.map((failed) => requestRate(metrics, { ...matchers, ...failed }, window)).join(" or ");
}

/** The share of requests that failed, where there are more than so many a second; absent before the first failure. */
export function failureRatio(
  metrics: HttpMetrics,
  matchers: Matchers,
  window: Duration,
  minimumRequestRate: number,
): string {
  const requests = sum(requestRate(metrics, matchers, window));
  return `${sum(failedRequests(metrics, matchers, window))} / (${requests} > ${minimumRequestRate})`;
}

/**
 * The label with the version of the service: what Prometheus reads of the pod when it scrapes it, or what the service says
 * of itself when it pushes.
 */
export function versionLabel({ scrape }: HttpMetrics): string {
  return scrape === false ? "service_version" : "version";
}

/**
 * The histogram of durations by the route's and the version's own labels, as per second, and the labels without which it is
 * none: `le` of a classic one.
 */
export function durationsByRoute(
  metrics: HttpMetrics,
  matchers: Matchers,
  window: Duration,
): { readonly expr: string; readonly by: readonly string[] } {
  const { histogram, duration, labels } = metrics;
  const native = histogram === "native";
  const by = native ? [] : ["le"];
  const observed = rate(selector(native ? duration : `${duration}_bucket`, matchers), window);
  return { expr: sum(observed, [...by, labels.route, versionLabel(metrics)]), by };
}

/** Requests per second whose duration was measured. */
export function durationCount({ histogram, duration }: HttpMetrics, matchers: Matchers, window: Duration): string {
  return histogram === "native"
    ? `histogram_count(${sum(rate(selector(duration, matchers), window))})`
    : sum(rate(selector(`${duration}_count`, matchers), window));
}

/**
 * Requests that took up to `bound` seconds: of a classic histogram as many per second, where `bound` must be that of a
 * bucket; of a native one as a share, which is interpolated within a bucket, and NaN without requests.
 */
export function durationWithin(
  { histogram, duration }: HttpMetrics,
  matchers: Matchers,
  bound: number,
  window: Duration,
): string {
  if (histogram === "native") {
    return `histogram_fraction(0, ${bound}, ${sum(rate(selector(duration, matchers), window))})`;
  }
  // Prometheus writes whole numbers as 1.0 where it scrapes them, and takes 1 as it comes where they are pushed.
  const le = Number.isInteger(bound) ? { re: `${bound}(\\.0)?` } : String(bound);
  return sum(rate(selector(`${duration}_bucket`, { ...matchers, le }), window));
}

/** Whether nothing but a native histogram tells how many requests there are. */
export function countsItself({ histogram, requests, duration }: HttpMetrics): boolean {
  return histogram === "native" && requests === duration;
}

function advisedBuckets(histogram: HistogramKind): readonly number[] {
  return histogram === "native" ? [] : ADVISED_BUCKETS;
}
