import type { Duration } from "../../lib/core";
import {
  countsItself,
  growing,
  ownSeries,
  recorded,
  selector,
  type AlertCase,
  type CaseSeries,
  type HttpMetrics,
  type Quantile,
  type ServiceTarget,
} from "../../lib/signals";
import { histogram } from "../case-histogram";
import { requests } from "../case-series";
import type { ParsedLevel } from "../threshold";
import {
  aboveInAllButOne,
  after,
  amongOthers,
  FIVE_MINUTES,
  justAbove,
  lasting,
  recordedSeries,
  times,
} from "./case-window";

/** Of an alert on a quantile of the duration. */
export interface LatencyCases {
  readonly quantile: Quantile;
  /** The same as a number. */
  readonly rank: number;
  readonly minimumRequestRate: number;
  readonly keepFiringFor: Duration;
}

/** When it fires, and when not. */
export function latencyCases(
  target: ServiceTarget,
  { limit, for: wait }: ParsedLevel,
  { quantile, rank, minimumRequestRate: minimum, keepFiringFor }: LatencyCases,
): readonly AlertCase[] {
  const { metrics } = target;
  if (!metrics) return [];
  const rate = 10 * Math.max(minimum, 1);
  const long = lasting(wait);
  const past = justAbove(limit, metrics.buckets.at(-1));
  const taking = (value: number, perSecond = rate, of = target): CaseSeries[] =>
    requestsTaking(of, metrics, { rank, value, perSecond }, long).map((one) => ({
      ...one,
      phases: [...one.phases, growing(0, "30m")],
    }));
  const lastSeen = after(long, times(FIVE_MINUTES.intervals - 1, FIVE_MINUTES.step));
  const cases: readonly AlertCase[] = [
    {
      name: "just past the limit, then no request any more",
      series: taking(past),
      fires: { since: "1m", value: past, until: after(lastSeen, keepFiringFor) },
    },
    { name: "just under the limit", series: taking(limit * 0.99), stays: "inactive" },
    ...becomingFast(target, metrics, { limit, rank, perSecond: rate }, { during: long, keepFiringFor }),
    ...(minimum > 0
      ? [
          { name: "too little traffic", series: taking(past, minimum * 0.99), stays: "inactive" } as const,
          {
            name: "just enough traffic, then less",
            series: taking(past, aboveInAllButOne(minimum, FIVE_MINUTES)),
            fires: { since: "4m", value: past, until: after(long, "1m", keepFiringFor) },
          } as const,
        ]
      : []),
    { name: "no traffic", series: taking(past, 0), stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
  const slow = metrics.buckets.at(-1) ?? limit * 10;
  const durations = recorded.durations(metrics.histogram);
  return amongOthers(target, cases, (other, duration) => [
    ...taking(slow * 0.999, rate, other),
    ...recordedSeries(
      other,
      duration,
      { name: recorded.requests, value: rate },
      { name: recorded.latency(quantile), value: limit * 10 },
      // Beyond the largest bucket.
      ...(metrics.histogram === "native"
        ? []
        : [{ name: durations, value: rate, labels: { route: "/orders", le: "+Inf" } }]),
    ),
  ]);
}

/**
 * Just enough are slow that the window is with all of its steps but one, and not with all but two, where the limit is the bound
 * of a bucket. All others are as fast as can be, and then all are.
 */
function becomingFast(
  target: ServiceTarget,
  metrics: HttpMetrics,
  { limit, rank, perSecond }: { readonly limit: number; readonly rank: number; readonly perSecond: number },
  { during, keepFiringFor }: { readonly during: `${number}m`; readonly keepFiringFor: Duration },
): readonly AlertCase[] {
  const { duration: metric, labels: names, buckets } = metrics;
  const index = buckets.findIndex((bound) => bound > limit);
  const [low, high] = [buckets[index - 1], buckets[index]];
  if (metrics.histogram === "native" || low === undefined || high === undefined) return [];
  const { step, intervals } = FIVE_MINUTES;
  const share = Math.max(
    aboveInAllButOne(1 - rank, FIVE_MINUTES),
    ((1 - rank) * (high - low)) / (high - limit) + 0.001,
  );
  if (share >= 1) return [];
  const quantileOf = (slow: number): number => (slow > 1 - rank ? low + (high - low) * (1 - (1 - rank) / slow) : 0);
  const stillSlow = Array.from({ length: intervals - 1 }, (_, passed) => intervals - 1 - passed).filter(
    (left) => quantileOf((share * left) / intervals) > limit,
  ).length;
  const labels = { ...ownSeries(target), [names.route]: "/orders" };
  return [
    {
      name: "few are slow, then none",
      series: [
        ...[...buckets, Infinity].map((bound) => ({
          series: selector(`${metric}_bucket`, { ...labels, le: bound === Infinity ? "+Inf" : String(bound) }),
          phases: [growing(perSecond * (bound > limit ? 1 : 1 - share), during), growing(perSecond, "30m")],
        })),
        requests(target, "200", growing(perSecond, during), growing(perSecond, "30m")),
      ],
      fires: { since: step, value: quantileOf(share), until: after(during, times(stillSlow, step), keepFiringFor) },
    },
  ];
}

interface Taking {
  /** The quantile, such as 0.99, and what it is in seconds. */
  readonly rank: number;
  readonly value: number;
  readonly perSecond: number;
}

/** Requests of which a quantile of the duration has a certain value. */
function requestsTaking(
  target: ServiceTarget,
  metrics: HttpMetrics,
  { rank, value, perSecond }: Taking,
  during: `${number}m`,
): CaseSeries[] {
  const { duration: metric, labels: names, buckets: bounds } = metrics;
  const counted = countsItself(metrics) ? [] : [requests(target, "200", growing(perSecond, during))];
  if (metrics.histogram !== "native") {
    const labels = { ...ownSeries(target), [names.route]: "/orders" };
    return [...histogram({ metric, labels, bounds, quantile: rank, value, perSecond }, during), ...counted];
  }
  const buckets = nativeShares(rank, value).map(({ route, observed, share }) => ({
    series: selector(metric, { ...ownSeries(target), [names.route]: route }),
    phases: [growing(perSecond * share, during)],
    observed,
  }));
  return [...buckets, ...counted];
}

/**
 * Of a native histogram whose buckets end at powers of two, and that is read as if durations within one were spread over it by
 * their logarithm: those in the bucket of the value, and just so many below it, or above.
 */
function nativeShares(rank: number, value: number) {
  const high = 2 ** Math.ceil(Math.log2(value));
  const position = Math.log2(value / (high / 2));
  const within = position > rank ? rank / position : (1 - rank) / (1 - position);
  const [route, observed] = position > rank ? ["/slow", high * 1.5] : ["/fast", high * 0.375];
  return [
    { route: "/orders", observed: high * 0.75, share: within },
    { route, observed, share: 1 - within },
  ];
}
