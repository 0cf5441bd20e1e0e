import type { Points, Window } from "./compiled";

/** By how much a series grew within a window, with what is likely before its first and after its last point. */
export function growth(points: Points, window: Window, isCounter: boolean): number | undefined {
  const { times, values } = points;
  const [firstTime, first, lastTime, last] = [times[0], values[0], times.at(-1), values.at(-1)];
  if (values.length < 2 || firstTime === undefined || first === undefined) return undefined;
  if (lastTime === undefined || last === undefined) return undefined;
  const seen = last - first + (isCounter ? resetsOf(values) : 0);
  const sampled = lastTime - firstTime;
  const factor = (sampled + beyond(points, window, seen, isCounter)) / sampled;
  return seen * factor;
}

/** What a counter lost where its program started again. */
function resetsOf(values: readonly number[]): number {
  let lost = 0;
  let previous = values[0] ?? 0;
  for (const value of values) {
    if (value < previous) lost += previous;
    previous = value;
  }
  return lost;
}

/**
 * Seconds beyond the points for which the growth goes on: to the bounds of the window, but not further than half an
 * interval where they are far away, nor further back than where a counter was 0.
 * @see https://github.com/prometheus/prometheus/blob/main/promql/functions.go for `extrapolatedRate`
 */
function beyond({ times, values }: Points, { from, to }: Window, seen: number, isCounter: boolean): number {
  const [firstTime = from, lastTime = to] = [times[0], times.at(-1)];
  const interval = (lastTime - firstTime) / (times.length - 1);
  const near = (distance: number): number => (distance >= interval * 1.1 ? interval / 2 : distance);
  const before = near(firstTime - from);
  const [first = 0] = values;
  const sinceZero = isCounter && seen > 0 && first >= 0 ? (lastTime - firstTime) * (first / seen) : Infinity;
  return Math.min(before, sinceZero) + near(to - lastTime);
}
