import { NoAnswer, type Curve, type Logs, type LogLine, type Sample } from "../sources";
import { aggregated } from "./aggregate";
import { combined } from "./combine";
import { parseQuery } from "./parse";
import { wholePattern } from "../evaluate/pattern";
import { foundLines, streamsOf, within } from "./pipeline";
import type { LabelReplace, LinesQuery, NumberQuery } from "./query";
import type { Series, Value } from "./series";
import type { LogStore } from "./store";
import { isAdditive, windows } from "./windows";

/** Answers LogQL from lines in memory. What one query has found, the next one need not look for. */
export function logs(store: LogStore): Logs {
  const known = new Map<string, readonly LogLine[]>();
  const find: Find = (query) => {
    const key = JSON.stringify(query);
    const lines = known.get(key) ?? foundLines(store, query);
    known.set(key, lines);
    return lines;
  };
  return {
    range: async (expr, { from, to, step }) =>
      curves(numbersOf(expr, find, momentsOf(from, to, step)), momentsOf(from, to, step)),
    instant: async (expr, time) => samples(numbersOf(expr, find, [time])),
    lines: async (expr, range, limit) => {
      const query = parseQuery(expr);
      if (query.kind !== "lines") throw new NoAnswer(`${expr} yields numbers, and no lines`);
      return within(find(query.lines), range).toReversed().slice(0, limit);
    },
    labelValues: async (selector, label, range) => {
      const query = parseQuery(selector);
      if (query.kind !== "lines") throw new NoAnswer(`${selector} is no selector of streams`);
      const streams = streamsOf(store, query.lines.selector).filter((stream) => within(stream.lines, range).length > 0);
      return [...new Set(streams.flatMap(({ labels }) => labels[label] ?? []))].toSorted();
    },
  };
}

type Find = (query: LinesQuery) => readonly LogLine[];

function momentsOf(from: number, to: number, step: number): readonly number[] {
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step);
}

function numbersOf(expr: string, find: Find, times: readonly number[]): readonly Series[] {
  const query = parseQuery(expr);
  if (query.kind === "lines") throw new NoAnswer(`${expr} yields lines, and no numbers`);
  const value = evaluated(query, find, times);
  return typeof value === "number" ? [constant(value, times)] : value;
}

function evaluated(query: NumberQuery, find: Find, times: readonly number[]): Value {
  switch (query.kind) {
    case "number":
      return query.vector ? [constant(query.value, times)] : query.value;
    case "range":
      return windows(query, find(query.lines), times);
    case "aggregation": {
      const { of, operator, grouping } = query;
      if (of.kind === "range" && operator === "sum" && isAdditive(of)) {
        return windows(of, find(of.lines), times, grouping);
      }
      return aggregated(query, seriesOf(evaluated(of, find, times), times));
    }
    case "binary":
      return combined(query, evaluated(query.left, find, times), evaluated(query.right, find, times));
    case "replace":
      return replaced(query, seriesOf(evaluated(query.of, find, times), times));
  }
}

function seriesOf(value: Value, times: readonly number[]): readonly Series[] {
  return typeof value === "number" ? [constant(value, times)] : value;
}

function constant(value: number, times: readonly number[]): Series {
  return { labels: {}, values: times.map(() => value) };
}

function replaced({ target, replacement, source, pattern }: LabelReplace, all: readonly Series[]): readonly Series[] {
  const whole = wholePattern(pattern);
  return all.map((series) => {
    const match = whole.exec(series.labels[source] ?? "");
    if (!match) return series;
    const value = replacement.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
      const name = braced ?? plain ?? "";
      return match[Number(name)] ?? match.groups?.[name] ?? "";
    });
    const { [target]: _, ...others } = series.labels;
    return { ...series, labels: value === "" ? others : { ...others, [target]: value } };
  });
}

function curves(all: readonly Series[], times: readonly number[]): Curve[] {
  return all.flatMap(({ labels, values }) => {
    const points = values.flatMap((value, i): [number, number][] => {
      const time = times[i];
      return value === undefined || time === undefined ? [] : [[time, value]];
    });
    return points.length === 0 ? [] : [{ labels, points }];
  });
}

function samples(all: readonly Series[]): Sample[] {
  return all.flatMap(({ labels, values: [value] }) => (value === undefined ? [] : [{ labels, value }]));
}
