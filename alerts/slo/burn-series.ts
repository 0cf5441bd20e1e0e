import { formatDuration, parseDuration, type Duration } from "../../lib/core";
import {
  bucketLabel,
  decimal,
  growing,
  identityLabels,
  ownSeries,
  recorded,
  selector,
  steady,
  type CaseSeries,
  type HttpMetrics,
  type Matchers,
  type Objective,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { caseSeries, requests } from "../case-series";

/** So many requests per second, and the share of them that is bad. */
export interface Traffic {
  readonly perSecond: number;
  readonly bad: number;
  readonly for: Duration;
}

/** The requests of a service as its metrics tell them, one time after the other. */
export function traffic(
  target: ServiceTarget,
  objective: Objective,
  step: Duration,
  ...times: readonly Traffic[]
): CaseSeries[] {
  const good = counter(times, step, ({ perSecond, bad }) => perSecond * (1 - bad));
  const bad = counter(times, step, ({ perSecond, bad: share }) => perSecond * share);
  const all = counter(times, step, ({ perSecond }) => perSecond);
  const { slo, under = 0 } = objective;
  if (slo === "availability") return [requests(target, "200", ...good), requests(target, "503", ...bad)];
  const { metrics } = target;
  if (!metrics) throw new Error("the service tells no HTTP metrics");
  return metrics.histogram === "native"
    ? // Far from the bound, whose bucket would be interpolated.
      [observed(target, metrics, under / 8, good), observed(target, metrics, under * 8, bad)]
    : [
        bucket(target, metrics, bucketLabel(under, arrivalOf(metrics)), good),
        bucket(target, metrics, "+Inf", all),
        caseSeries(`${metrics.duration}_count`, onRoute(target, metrics), all),
      ];
}

/** The same as it is recorded. */
export function recordedTraffic(target: ServiceTarget, { slo }: Objective, ...times: readonly Traffic[]): CaseSeries[] {
  const own = (name: string): string => selector(name, { ...identityLabels(target), slo });
  const phases = (value: (time: Traffic) => number): Phase[] =>
    times.map((time) => steady(decimal(value(time)), time.for));
  return [
    { series: own(recorded.objectiveRequests), phases: phases(({ perSecond }) => perSecond) },
    { series: own(recorded.objectiveErrors), phases: phases(({ perSecond, bad }) => perSecond * bad) },
  ];
}

/** Far above 0, where a rate is not extrapolated as far as elsewhere. */
function counter(times: readonly Traffic[], step: Duration, perSecond: (time: Traffic) => number): Phase[] {
  return times.flatMap((time, index) => {
    const rate = perSecond(time);
    if (index > 0) return [growing(rate, time.for)];
    const rest = parseDuration(time.for) - parseDuration(step);
    return [steady(1e6, step), ...(rest > 0 ? [growing(rate, formatDuration(rest))] : [])];
  });
}

/**
 * What others have, and the other objective of the service: all of it bad, and much of it, so that an alert that takes it for
 * its own cannot stay silent, or tells a wrong number.
 */
export function recordedOfOthers(
  { namespace, service }: ServiceTarget,
  { slo }: Objective,
  names: readonly string[],
  duration: Duration,
): CaseSeries[] {
  const labels = [
    { namespace: "elsewhere", service, slo },
    { namespace, service: "other", slo },
    { namespace, service, slo: "other" },
  ];
  return names.flatMap((name) =>
    labels.map((each) => ({
      series: selector(name, each),
      phases: [steady(name.includes(":ratio_") ? 1 : 1000, duration)],
    })),
  );
}

/** The requests of other services, failed or slow, as their metrics tell them and as they are recorded. */
export function trafficOfOthers(target: ServiceTarget, objective: Objective, duration: Duration): CaseSeries[] {
  const { namespace, service, metrics } = target;
  const labels = [
    { namespace: "elsewhere", service },
    { namespace, service: "other" },
  ];
  if (objective.slo === "latency")
    return labels.flatMap((each) => slowest({ ...target, ...each }, metrics, objective, duration));
  return labels.flatMap((each) => [
    requests({ ...target, ...each }, "503", growing(1000, duration)),
    ...[recorded.requests, recorded.failures].map((name) => ({
      series: selector(name, each),
      phases: [steady(1000, duration)],
    })),
  ]);
}

/** Half of them, where a histogram of buckets can say so, that neither half passes unseen. */
function slowest(
  target: ServiceTarget,
  metrics: HttpMetrics | undefined,
  { under = 0 }: Objective,
  duration: Duration,
): CaseSeries[] {
  if (!metrics) return [];
  const phases = [growing(1000, duration)];
  if (metrics.histogram === "native") return [observed(target, metrics, 1000, phases)];
  return [
    bucket(target, metrics, bucketLabel(under, arrivalOf(metrics)), [growing(500, duration)]),
    bucket(target, metrics, "+Inf", phases),
    caseSeries(`${metrics.duration}_count`, onRoute(target, metrics), phases),
  ];
}

function arrivalOf({ scrape }: HttpMetrics): "pushed" | "scraped" {
  return scrape === false ? "pushed" : "scraped";
}

function bucket(target: ServiceTarget, metrics: HttpMetrics, le: string, phases: readonly Phase[]): CaseSeries {
  return caseSeries(`${metrics.duration}_bucket`, { ...onRoute(target, metrics), le }, phases);
}

/** A native histogram of one duration in seconds. */
function observed(target: ServiceTarget, metrics: HttpMetrics, seconds: number, phases: readonly Phase[]): CaseSeries {
  const labels = { ...ownSeries(target), [metrics.labels.route]: `/takes/${seconds}s` };
  return { ...caseSeries(metrics.duration, labels, phases), observed: seconds };
}

function onRoute(target: ServiceTarget, { labels }: HttpMetrics): Matchers {
  return { ...ownSeries(target), [labels.route]: "/orders" };
}
