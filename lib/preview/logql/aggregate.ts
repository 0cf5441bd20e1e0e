import { NoAnswer } from "../sources";
import type { Aggregation } from "./query";
import { groupLabels, grouped, type Series } from "./series";

/** What an aggregation makes of series, at each moment by itself. */
export function aggregated({ operator, grouping, parameter }: Aggregation, all: readonly Series[]): readonly Series[] {
  if (operator === "sort" || operator === "sort_desc") return sorted(all, operator === "sort" ? 1 : -1);
  const groups = grouped(all, ({ labels }) => groupLabels(labels, grouping));
  if (operator === "topk" || operator === "bottomk") {
    return groups.flatMap(({ items }) => ranked(items, parameter ?? 0, operator === "topk" ? -1 : 1));
  }
  const combine = COMBINE[operator];
  if (!combine) throw new NoAnswer(`preview does not evaluate ${operator}(…) of LogQL`);
  return groups.map(({ labels, items }) => ({
    labels,
    values: moments(items).map((moment) => {
      const values = items.flatMap(({ values }) => values[moment] ?? []);
      return values.length === 0 ? undefined : combine(values);
    }),
  }));
}

const COMBINE: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: total,
  avg: (values) => total(values) / values.length,
  count: (values) => values.length,
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
  min: (values) => values.reduce((a, b) => Math.min(a, b)),
  stddev: (values) => Math.sqrt(variance(values)),
  stdvar: variance,
};

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function variance(values: readonly number[]): number {
  const mean = total(values) / values.length;
  return total(values.map((value) => (value - mean) ** 2)) / values.length;
}

/** The series that are among the first so many, at the moments at which they are. */
function ranked(all: readonly Series[], count: number, direction: 1 | -1): readonly Series[] {
  const chosen = moments(all).map((moment) => {
    const there = all.filter(({ values }) => values[moment] !== undefined);
    const order = there.toSorted((a, b) => direction * ((a.values[moment] ?? 0) - (b.values[moment] ?? 0)));
    return new Set(order.slice(0, count));
  });
  return all.map((series) => ({
    labels: series.labels,
    values: series.values.map((value, moment) => (chosen[moment]?.has(series) ? value : undefined)),
  }));
}

/** Only of use for one moment, as in Loki. */
function sorted(all: readonly Series[], direction: 1 | -1): readonly Series[] {
  return all.toSorted((a, b) => direction * ((a.values[0] ?? 0) - (b.values[0] ?? 0)));
}

function moments(all: readonly Series[]): readonly number[] {
  return [...(all[0]?.values.keys() ?? [])];
}
