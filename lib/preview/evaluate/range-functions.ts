import type { Labels } from "../sources";
import { argument, type Compiled, type CompiledVector, type Moment, type Points, type Window } from "./compiled";
import { line, mean, quantile, variance } from "./numbers";
import { growth } from "./rate";
import type { Scope } from "./scope";
import { distinct } from "./vectors";

/** A function of points within a range, such as `rate(…)`; undefined where there is none of that name. */
export function overRange(name: string, args: readonly Compiled[], scope: Scope): CompiledVector | undefined {
  if (name === "quantile_over_time") {
    const q = argument(args, 0, "scalar");
    return each(args, 1, scope.nameless, ({ values }, _, moment) => quantile(q.at(moment), values));
  }
  if (name === "predict_linear") {
    const ahead = argument(args, 1, "scalar");
    return each(args, 0, scope.nameless, ({ times, values }, _, moment) => {
      if (values.length < 2) return undefined;
      const { slope, intercept } = line(times, values, moment.time);
      return intercept + slope * ahead.at(moment);
    });
  }
  const of = FUNCTIONS.get(name);
  if (!of) return undefined;
  return each(args, 0, name === "last_over_time" ? (labels) => labels : scope.nameless, of);
}

type RangeFunction = (points: Points, window: Window, moment: Moment) => number | undefined;

const FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ["rate", (points, window) => perSecond(growth(points, window, true), window)],
  ["increase", (points, window) => growth(points, window, true)],
  ["delta", (points, window) => growth(points, window, false)],
  ["irate", (points) => lastStep(points, true, true)],
  ["idelta", (points) => lastStep(points, false, false)],
  ["deriv", ({ times, values }) => (values.length < 2 ? undefined : line(times, values, times[0] ?? 0).slope)],
  ["changes", ({ values }) => steps(values, (a, b) => a !== b && !(Number.isNaN(a) && Number.isNaN(b)))],
  ["resets", ({ values }) => steps(values, (a, b) => b < a)],
  ["avg_over_time", ({ values }) => mean(values)],
  ["count_over_time", ({ values }, { samplesPerPoint = 1 }) => values.length * samplesPerPoint],
  ["last_over_time", ({ values }) => values.at(-1)],
  ["max_over_time", ({ values }) => values.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a))],
  ["min_over_time", ({ values }) => values.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a))],
  ["present_over_time", () => 1],
  ["stddev_over_time", ({ values }) => Math.sqrt(variance(values))],
  ["stdvar_over_time", ({ values }) => variance(values)],
  ["sum_over_time", ({ values }, { samplesPerPoint = 1 }) => sumOf(values) * samplesPerPoint],
]);

function each(
  args: readonly Compiled[],
  index: number,
  labelsOf: (labels: Labels) => Labels,
  of: RangeFunction,
): CompiledVector {
  const range = argument(args, index, "range");
  return {
    type: "vector",
    at: (moment) => {
      const window = range.at(moment);
      return distinct(
        window.series.flatMap((points) => {
          const value = of(points, window, moment);
          return value === undefined ? [] : [{ labels: labelsOf(points.labels), value }];
        }),
      );
    },
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function perSecond(value: number | undefined, { from, to }: Window): number | undefined {
  return value === undefined ? undefined : value / (to - from);
}

/** The difference of the last two points. */
function lastStep({ times, values }: Points, isCounter: boolean, isRate: boolean): number | undefined {
  const [before, last] = values.slice(-2);
  const [earlier, later] = times.slice(-2);
  if (before === undefined || last === undefined || earlier === undefined || later === undefined) return undefined;
  const step = isCounter && last < before ? last : last - before;
  return isRate ? step / (later - earlier) : step;
}

function steps(values: readonly number[], counts: (before: number, after: number) => boolean): number {
  return values.filter((value, i) => i > 0 && counts(values[i - 1] ?? NaN, value)).length;
}
