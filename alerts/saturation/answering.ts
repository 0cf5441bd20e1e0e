import type { Duration } from "../../lib/core";
import {
  countsItself,
  growing,
  ownSeries,
  selector,
  type CaseSeries,
  type HttpMetrics,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { histogram } from "../case-histogram";
import { requests } from "../case-series";

/** Requests of which the slowest hundredth takes this long. */
export interface Answering {
  readonly seconds: number;
  /** What is slow: of a native histogram, which knows durations by powers of two, it is told only on which side of it. */
  readonly limit: number;
  readonly perSecond: number;
}

/** The largest duration that the service's metrics can tell. */
export function largestDuration({ metrics }: ServiceTarget): number {
  return metrics?.buckets.at(-1) ?? Infinity;
}

/** The series of a service that answers requests, for cases. */
export function answering(
  target: ServiceTarget,
  { seconds, limit, perSecond }: Answering,
  during: `${number}m` | Duration,
): CaseSeries[] {
  const { metrics } = target;
  if (!metrics) return [];
  const grows = growing(perSecond, during);
  if (metrics.histogram === "native") {
    const observed = seconds > limit ? limit * 4 : limit / 4;
    const durations = { series: selector(metrics.duration, labelsOf(target, metrics)), phases: [grows], observed };
    return countsItself(metrics) ? [durations] : [durations, requests(target, "200", grows)];
  }
  const buckets = histogram(
    {
      metric: metrics.duration,
      labels: labelsOf(target, metrics),
      bounds: metrics.buckets,
      quantile: 0.99,
      value: Math.min(seconds, largestDuration(target) * 0.999),
      perSecond,
    },
    "1m",
  );
  return [...buckets.map((one) => lasting(one, during)), requests(target, "200", grows)];
}

/**
 * After twenty minutes three requests of two hundred become slow, which the slowest hundredth of five minutes tells with the
 * third sample from there: after 22 minutes. None where no bucket ends between 0 and what is slow.
 */
export function becomingSlow(
  target: ServiceTarget,
  limit: number,
  perSecond: number,
  during: Duration,
): readonly (readonly CaseSeries[])[] {
  const { metrics } = target;
  if (!metrics || metrics.histogram === "native") return [];
  const fastest = metrics.buckets.findLastIndex((bound) => bound <= limit);
  if (fastest < 0) return [];
  const share = 0.015;
  const buckets = [...metrics.buckets, Infinity].map((bound, index) => {
    const before = index >= fastest ? 1 : 0;
    const after = bound === Infinity ? 1 : before * (1 - share);
    const le = bound === Infinity ? "+Inf" : String(bound);
    const phases: Phase[] = [growing(perSecond * before, "20m"), growing(perSecond * after, during)];
    return { series: selector(`${metrics.duration}_bucket`, { ...labelsOf(target, metrics), le }), phases };
  });
  return [[...buckets, requests(target, "200", growing(perSecond, "20m"), growing(perSecond, during))]];
}

function lasting({ series, phases }: CaseSeries, during: Duration): CaseSeries {
  return { series, phases: phases.map((phase) => ({ ...phase, for: during })) };
}

function labelsOf(target: ServiceTarget, { labels }: HttpMetrics) {
  return { ...ownSeries(target), [labels.route]: "/orders" };
}
