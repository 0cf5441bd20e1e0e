import { bucketLabel, type Metric } from "../../../signals";
import type { Labels } from "../../sources";
import { counter, type Total } from "./curves";
import type { Life } from "./life";
import type { RawSeries, Told } from "./series";

/** How long something takes: most of it about as long as `median`, and some of it several times as long. */
export interface Spread {
  readonly median: number;
  /** The standard deviation of the logarithm. */
  readonly sigma: number;
}

/** The share that is at most `bound`. */
export function shareWithin({ median, sigma }: Spread, bound: number): number {
  return normal(Math.log(bound / median) / sigma);
}

export function meanOf({ median, sigma }: Spread): number {
  return median * Math.exp(sigma ** 2 / 2);
}

/** What a histogram counts, as totals. */
export interface Observed {
  readonly labels: Labels;
  readonly life: Life;
  readonly count: Total;
  readonly sum: Total;
  /** How many of them were at most `bound`. */
  readonly within: (bound: number) => Total;
}

/** The series of a classic histogram. */
export function histogram(
  name: string,
  bounds: readonly number[],
  arrives: Metric["arrives"],
  observed: () => readonly Observed[],
): Told {
  return new Map([
    [`${name}_bucket`, () => observed().flatMap((each) => buckets(each, bounds, arrives))],
    [`${name}_sum`, () => observed().map(({ labels, life, sum }) => ({ labels, value: counter(sum, life, "real") }))],
    [
      `${name}_count`,
      () => observed().map(({ labels, life, count }) => ({ labels, value: counter(count, life, "real") })),
    ],
  ]);
}

/**
 * No whole numbers: rounded down, each bucket would grow at moments of its own, and the quantiles of the few requests of a
 * minute would jump to the last bucket.
 */
function buckets(
  { labels, life, count, within }: Observed,
  bounds: readonly number[],
  arrives: Metric["arrives"],
): RawSeries[] {
  const finite = bounds.map((bound) => ({
    labels: { ...labels, le: bucketLabel(bound, arrives) },
    value: counter(within(bound), life, "real"),
  }));
  return [...finite, { labels: { ...labels, le: "+Inf" }, value: counter(count, life, "real") }];
}

/** The normal distribution, as a logistic curve comes near to it; within 0.01, and never falling. */
function normal(x: number): number {
  return 1 / (1 + Math.exp(-1.5976 * x - 0.07056 * x ** 3));
}
