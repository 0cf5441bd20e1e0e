import { quantile, rate, selector, spanMetrics, sum, type Matchers } from "../../lib/signals";

/** Requests that the chosen service answers, or calls that it makes. */
export type Kind = "server" | "client";

const { labels } = spanMetrics;

/** The label of what a span is about, such as `POST /orders`. */
export const OPERATION = labels.span;

/** Spans per second. */
export function spans(kind: Kind, by: readonly string[] = []): string {
  return sum(rate(ofKind(spanMetrics.calls, kind), "$__rate_interval"), by);
}

/** Failed spans per second; 0, and not absent, where there are spans and none failed. */
export function failedSpans(kind: Kind, by: readonly string[] = []): string {
  return `(${sum(rate(failed(kind), "$__rate_interval"), by)} or 0 * ${spans(kind, by)})`;
}

/** The share of spans that failed; absent without any. */
export function failedShare(kind: Kind, by: readonly string[] = []): string {
  return `${failedSpans(kind, by)} / (${spans(kind, by)} > 0)`;
}

/** A quantile of the duration of spans in seconds; absent without any. */
export function duration(q: number, kind: Kind, by: readonly string[] = []): string {
  return `${measured(q, kind, by)} / ${spanMetrics.unitsPerSecond} >= 0`;
}

/** The same in milliseconds, as it is measured, for panels with exemplars: no expression converts those. */
export function durationAsMeasured(q: number, kind: Kind): string {
  return `${measured(q, kind)} >= 0`;
}

/** Failed spans per second of the ten operations with most of them in the whole time range. */
export function topFailing(kind: Kind): string {
  const by = [OPERATION];
  const most = sum(`increase(${failed(kind)}[$__range] @ end())`, by);
  return `${sum(rate(failed(kind), "$__rate_interval"), by)} and topk(10, ${most} > 0)`;
}

/** The 99th percentile of the duration of the ten operations that are the slowest in the whole time range. */
export function topSlow(kind: Kind): string {
  const buckets = ofKind(`${spanMetrics.duration}_bucket`, kind);
  const whole = sum(`increase(${buckets}[$__range] @ end())`, ["le", OPERATION]);
  return `${duration(0.99, kind, [OPERATION])} and topk(10, histogram_quantile(0.99, ${whole}) >= 0)`;
}

function measured(q: number, kind: Kind, by: readonly string[] = []): string {
  return quantile(q, ofKind(`${spanMetrics.duration}_bucket`, kind), "$__rate_interval", by);
}

function failed(kind: Kind): string {
  return ofKind(spanMetrics.calls, kind, { [labels.status]: spanMetrics.error });
}

function ofKind(metric: string, kind: Kind, matchers: Matchers = {}): string {
  const ofService = { [labels.namespace]: "$namespace", [labels.service]: "$service" };
  return selector(metric, { ...ofService, [labels.kind]: spanMetrics[kind], ...matchers });
}
