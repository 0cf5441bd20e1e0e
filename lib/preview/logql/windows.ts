import { NoAnswer, type Labels, type LogLine } from "../sources";
import { numberOf } from "./pipeline";
import type { Grouping, RangeAggregation } from "./query";
import { groupLabels, grouped, type Series } from "./series";

/**
 * The series of a range aggregation at some moments. Lines make a series for each combination of their labels, which
 * `by` replaces where a sum of those follows: it is the same, and much less to add up.
 */
export function windows(
  query: RangeAggregation,
  lines: readonly LogLine[],
  times: readonly number[],
  by?: Grouping,
): readonly Series[] {
  const { unwrap, window, offset } = query;
  const grouping = query.grouping ?? by ?? { without: true, labels: unwrap ? [unwrap.label] : [] };
  const measured = lines.flatMap((line): Measured | readonly Measured[] => {
    if (!unwrap) return { line, value: 1 };
    const text = line.labels[unwrap.label];
    return text === undefined ? [] : { line, value: numberOf(unwrap.label, text, unwrap.as) };
  });
  const evaluate = functionOf(query);
  const groups = grouped(measured, ({ line }): Labels => groupLabels(line.labels, grouping));
  return groups.map(({ labels, items }) => {
    let first = 0;
    let end = 0;
    const values = times.map((time) => {
      const to = time - offset;
      // Without its first moment, with its last.
      while (end < items.length && (items[end]?.line.time ?? Infinity) <= to) end += 1;
      while (first < end && (items[first]?.line.time ?? Infinity) <= to - window) first += 1;
      return first === end ? undefined : evaluate(items.slice(first, end));
    });
    return { labels, values };
  });
}

/** Whether a sum of its series is what one series of all their lines yields. */
export function isAdditive({ function: name, grouping, unwrap }: RangeAggregation): boolean {
  return !grouping && !unwrap && ADDITIVE.has(name);
}

interface Measured {
  readonly line: LogLine;
  readonly value: number;
}

type Evaluate = (lines: readonly Measured[]) => number;

function functionOf({ function: name, unwrap, window, parameter }: RangeAggregation): Evaluate {
  const evaluate = (unwrap ? OF_NUMBERS : OF_LINES)[name];
  if (evaluate) return (lines) => evaluate(lines, window, parameter ?? 0);
  throw new NoAnswer(`preview does not evaluate ${name}(…) of LogQL${unwrap ? " with unwrap" : ""}`);
}

type Function = (lines: readonly Measured[], window: number, parameter: number) => number;

const ADDITIVE: ReadonlySet<string> = new Set(["bytes_over_time", "bytes_rate", "count_over_time", "rate"]);

const OF_LINES: Readonly<Record<string, Function>> = {
  count_over_time: (lines) => lines.length,
  rate: (lines, window) => lines.length / window,
  bytes_over_time: bytes,
  bytes_rate: (lines, window) => bytes(lines) / window,
};

const OF_NUMBERS: Readonly<Record<string, Function>> = {
  rate: (lines, window) => total(lines) / window,
  sum_over_time: total,
  avg_over_time: (lines) => total(lines) / lines.length,
  max_over_time: (lines) => lines.reduce((max, { value }) => Math.max(max, value), -Infinity),
  min_over_time: (lines) => lines.reduce((min, { value }) => Math.min(min, value), Infinity),
  first_over_time: (lines) => lines[0]?.value ?? NaN,
  last_over_time: (lines) => lines.at(-1)?.value ?? NaN,
  quantile_over_time: (lines, _, q) => quantile(q, lines),
};

function total(lines: readonly Measured[]): number {
  return lines.reduce((sum, { value }) => sum + value, 0);
}

function bytes(lines: readonly Measured[]): number {
  return lines.reduce((sum, { line }) => sum + Buffer.byteLength(line.text), 0);
}

/** Between two values, in proportion. */
function quantile(q: number, lines: readonly Measured[]): number {
  const sorted = lines.map(({ value }) => value).toSorted((a, b) => a - b);
  const rank = Math.min(1, Math.max(0, q)) * (sorted.length - 1);
  const [low = NaN, high = low] = sorted.slice(Math.floor(rank), Math.floor(rank) + 2);
  return low + (high - low) * (rank - Math.floor(rank));
}
