import type { Duration } from "../lib/core";
import { growing, selector, type CaseSeries, type Matchers } from "../lib/signals";

/** A classic histogram whose quantile has a certain value. */
export interface HistogramCase {
  /** The name without `_bucket`. */
  readonly metric: string;
  /** Exact matchers without `le`. */
  readonly labels: Matchers;
  /** Upper bounds in ascending order, without +Inf. */
  readonly bounds: readonly number[];
  /** The quantile, such as 0.99, and what it is to be; below the largest bound. */
  readonly quantile: number;
  readonly value: number;
  /** Observations per second. */
  readonly perSecond: number;
}

/** The buckets as they grow: all observations lie in the bucket of the value, and just below it or above it. */
export function histogram(
  { metric, labels, bounds, quantile, value, perSecond }: HistogramCase,
  duration: Duration,
): CaseSeries[] {
  const index = bounds.findIndex((bound) => value <= bound);
  const [low, high] = [bounds[index - 1] ?? 0, bounds[index] ?? Infinity];
  const position = (value - low) / (high - low);
  // As histogram_quantile interpolates: rank = below + position * within.
  const below = Math.max(0, (quantile - position) / (1 - position));
  const within = position > quantile ? quantile / position : 1 - below;
  return [...bounds, Infinity].map((bound, i) => {
    const share = bound === Infinity ? 1 : i < index ? (i === index - 1 ? below : 0) : below + within;
    const le = bound === Infinity ? "+Inf" : String(bound);
    return { series: selector(`${metric}_bucket`, { ...labels, le }), phases: [growing(perSecond * share, duration)] };
  });
}
