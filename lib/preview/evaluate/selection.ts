import type { Labels } from "../sources";
import type { Points, Vector, Window } from "./compiled";
import { takesLabels, takesValue } from "./label-matching";
import { NAME, type LabelSets } from "./label-sets";
import type { Memory } from "./memory";
import { momentsWithin, samplesPerMoment } from "./moments";
import type { LabelMatcher, Storage } from "./storage";

/** What a selector finds at a moment. */
export type Selection = (time: number) => Column;

/** Series and their values, side by side. Moments that find the same series have the same array of labels. */
export interface Column {
  /** With `__name__`. */
  readonly labels: readonly Labels[];
  readonly values: readonly number[];
}

interface Keeping {
  readonly sets: LabelSets;
  readonly memory: Memory;
}

/** What a selector finds, kept for each moment. Without a name, it is asked of every metric that its matchers take. */
export function selection(
  storage: Storage,
  { sets, memory }: Keeping,
  name: string | undefined,
  matchers: readonly LabelMatcher[],
): Selection {
  const ofNames = matchers.filter(({ label }) => label === NAME);
  const others = matchers.filter(({ label }) => label !== NAME);
  if (name !== undefined) return selectionOfName(storage, { sets, memory }, name, others);
  const byName = new Map<string, Selection>();
  const ofName = (each: string): Selection => {
    const found = byName.get(each) ?? selectionOfName(storage, { sets, memory }, each, others);
    byName.set(each, found);
    return found;
  };
  return (time) => {
    const names = storage.names().filter((each) => ofNames.every((matcher) => takesValue(matcher, each)));
    const columns = names.map((each) => ofName(each)(time));
    return { labels: columns.flatMap(({ labels }) => labels), values: columns.flatMap(({ values }) => values) };
  };
}

export function vectorOf({ labels, values }: Column): Vector {
  return labels.map((each, i) => ({ labels: each, value: values[i] ?? NaN }));
}

/** What a selector finds within a range. */
export function windowOf(select: Selection, end: number, range: number): Window {
  const times = momentsWithin(end, range);
  const columns = times.map(select);
  const [first] = columns;
  const window = { from: end - range, to: end, samplesPerPoint: samplesPerMoment(range) };
  if (first === undefined) return { ...window, series: [] };
  // Most windows have the same series all the time, which need not be looked up then.
  if (columns.every(({ labels }) => labels === first.labels)) {
    const series = first.labels.map((labels, i) => ({
      labels,
      times,
      values: columns.map(({ values }) => values[i] ?? NaN),
    }));
    return { ...window, series };
  }
  return { ...window, series: collected(times.map((time, i) => [time, columns[i] ?? NOTHING])) };
}

/** Points of series, of columns at moments. */
export function collected(columns: readonly (readonly [time: number, column: Column])[]): readonly Points[] {
  const found = new Map<Labels, { labels: Labels; times: number[]; values: number[] }>();
  for (const [time, { labels, values }] of columns) {
    for (const [i, each] of labels.entries()) {
      let points = found.get(each);
      if (!points) found.set(each, (points = { labels: each, times: [], values: [] }));
      points.times.push(time);
      points.values.push(values[i] ?? NaN);
    }
  }
  return [...found.values()];
}

const NOTHING: Column = { labels: [], values: [] };

function selectionOfName(
  storage: Storage,
  { sets, memory }: Keeping,
  name: string,
  matchers: readonly LabelMatcher[],
): Selection {
  const verdicts = new Map<Labels, Labels | undefined>();
  const verdictOn = (labels: Labels): Labels | undefined => {
    if (verdicts.has(labels)) return verdicts.get(labels);
    const verdict = takesLabels(matchers, labels) ? sets.canonical({ ...labels, [NAME]: name }) : undefined;
    verdicts.set(labels, verdict);
    return verdict;
  };
  // Most storages tell of the same series in the same order, so that a verdict is found by its place.
  const places: Labels[] = [];
  const verdictsByPlace: (Labels | undefined)[] = [];
  let last: readonly Labels[] = NOTHING.labels;
  const columnAt = (time: number): Column => {
    const samples = storage.series(name, time, matchers);
    const labels: Labels[] = [];
    const values: number[] = [];
    let isAsBefore = true;
    let place = 0;
    for (const sample of samples) {
      if (places[place] !== sample.labels) {
        places[place] = sample.labels;
        verdictsByPlace[place] = verdictOn(sample.labels);
      }
      const verdict = verdictsByPlace[place++];
      if (verdict === undefined) continue;
      if (verdict !== last[labels.length]) isAsBefore = false;
      labels.push(verdict);
      values.push(sample.value);
    }
    if (!isAsBefore || labels.length !== last.length) last = labels;
    return { labels: last, values };
  };
  return memory.byMoment(columnAt, ({ values }) => values.length);
}
