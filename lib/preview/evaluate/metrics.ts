import type { Curve, Labels, Metrics, Sample, TimeRange } from "../sources";
import { evaluate } from "./evaluate";
import type { Storage } from "./storage";

/** Answers PromQL over a storage, as Prometheus does over its own. */
export function metrics(storage: Storage): Metrics {
  return {
    range: (expr, range) => settled(() => curves(expr, storage, range)),
    instant: (expr, time) => settled(() => evaluate(expr, storage, time, { from: time, to: time })),
    labelValues: (selector, label, range) => settled(() => labelValues(selector, label, storage, range)),
  };
}

/** How often a range is looked at for the values of a label. */
const LOOKS = 12;

function settled<T>(answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(answer());
  });
}

function curves(expr: string, storage: Storage, { from, to, step }: TimeRange): readonly Curve[] {
  const found = new Map<Labels | typeof NUMBER, { labels: Labels; points: [number, number][] }>();
  for (let i = 0; from + i * step <= to; i++) {
    const time = from + i * step;
    for (const { labels, value } of evaluate(expr, storage, time, { from, to })) {
      const key = isNone(labels) ? NUMBER : labels;
      let curve = found.get(key);
      if (!curve) found.set(key, (curve = { labels, points: [] }));
      curve.points.push([time, value]);
    }
  }
  return [...found.values()].toSorted((a, b) => byLabels(a.labels, b.labels));
}

/** The order in which Prometheus gives curves: by the first label that differs. */
function byLabels(a: Labels, b: Labels): number {
  const [ofA, ofB] = [a, b].map((labels) => Object.entries(labels).flat());
  const at = ofA?.findIndex((text, i) => text !== ofB?.[i]) ?? -1;
  const [textA, textB] = [ofA?.[at], ofB?.[at]];
  if (textA === undefined || textB === undefined) return (ofA?.length ?? 0) - (ofB?.length ?? 0);
  return textA < textB ? -1 : 1;
}

/** What has no labels is one curve, whatever object says that it has none. */
const NUMBER = Symbol("number");

function isNone(labels: Labels): boolean {
  for (const _ in labels) return false;
  return true;
}

function labelValues(selector: string, label: string, storage: Storage, { from, to }: TimeRange): readonly string[] {
  const values = new Set<string>();
  for (let i = 0; i <= LOOKS; i++) {
    const samples: readonly Sample[] = evaluate(selector, storage, from + ((to - from) * i) / LOOKS, { from, to });
    for (const { labels } of samples) {
      const value = labels[label];
      if (value !== undefined) values.add(value);
    }
  }
  return [...values].toSorted();
}
