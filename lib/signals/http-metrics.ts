import type { Matchers } from "./promql";

/** How a service tells its HTTP traffic: names, labels and buckets in the words of its metrics library. */
export interface HttpMetrics {
  readonly dialect: "prometheus" | "openTelemetry";
  /** Where Prometheus reads them, or false where the service pushes them with OTLP. */
  readonly scrape: { readonly path: string; readonly port: number | string | undefined } | false;
  /** The counter of requests. */
  readonly requests: string;
  /** The histogram of durations in seconds, without `_bucket`. */
  readonly duration: string;
  readonly labels: { readonly status: string; readonly route: string; readonly method: string };
  /** Upper bounds of the histogram's buckets in seconds, ascending, without +Inf. */
  readonly buckets: readonly number[];
  /** Matchers of failed requests; a request that matches any of them has failed. */
  readonly failures: readonly Matchers[];
}

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
  /** Upper bounds of its buckets in seconds. @default - those that OpenTelemetry advises, 5 ms to 10 s */
  readonly buckets?: readonly number[];
}

export interface OpenTelemetryMetricsOptions {
  /** Where Prometheus reads them, or false where the service pushes them with OTLP. @default { path: "/metrics" } */
  readonly scrape?: ScrapedMetricsOptions | false;
  /** Upper bounds of the duration's buckets in seconds. @default - those that OpenTelemetry advises, 5 ms to 10 s */
  readonly buckets?: readonly number[];
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
const ADVISED_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export const HttpMetrics = {
  /** The Prometheus client libraries: a counter of requests and a histogram of durations, scraped. */
  prometheus(options: PrometheusMetricsOptions = {}): HttpMetrics {
    const status = options.status ?? "code";
    return {
      dialect: "prometheus",
      scrape: { path: options.path ?? "/metrics", port: options.port },
      requests: options.requests ?? "http_requests_total",
      duration: options.duration ?? "http_request_duration_seconds",
      labels: { status, route: options.route ?? "route", method: options.method ?? "method" },
      buckets: options.buckets ?? ADVISED_BUCKETS,
      failures: [{ [status]: { re: "5.." } }],
    };
  },

  /**
   * OpenTelemetry's stable semantic conventions: one histogram tells traffic, failures and durations.
   * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
   */
  openTelemetry(options: OpenTelemetryMetricsOptions = {}): HttpMetrics {
    const scrape = options.scrape ?? {};
    const status = "http_response_status_code";
    return {
      dialect: "openTelemetry",
      scrape: scrape === false ? false : { path: scrape.path ?? "/metrics", port: scrape.port },
      requests: "http_server_request_duration_seconds_count",
      duration: "http_server_request_duration_seconds",
      labels: { status, route: "http_route", method: "http_request_method" },
      buckets: options.buckets ?? ADVISED_BUCKETS,
      // No response was sent at all: the status is absent and error.type tells why.
      failures: [{ [status]: { re: "5.." } }, { [status]: "", error_type: { not: "" } }],
    };
  },
};
