import { takesLabels } from "../../evaluate/label-matching";
import type { LabelMatcher } from "../../evaluate/storage";
import type { RawSeries } from "./series";

/** The series that matchers take. */
export type Narrowed = (matchers: readonly LabelMatcher[]) => readonly RawSeries[];

/**
 * Finds them once for the same list of matchers. Rules of a service ask for that service alone, whose series are found by
 * the values of labels: looking through those of all services for each service would take the square of their number.
 */
export function narrowed(all: readonly RawSeries[]): Narrowed {
  const byLabel = new Map<string, ReadonlyMap<string, readonly RawSeries[]>>();
  const having = ({ label, value }: LabelMatcher): readonly RawSeries[] => {
    const byValue = byLabel.get(label) ?? grouped(all, label);
    byLabel.set(label, byValue);
    return byValue.get(value) ?? [];
  };
  const known = new WeakMap<readonly LabelMatcher[], readonly RawSeries[]>();
  return (matchers) => {
    const hit = known.get(matchers);
    if (hit) return hit;
    const fewest = matchers
      .filter(({ operator }) => operator === "=")
      .map(having)
      .reduce((best, some) => (some.length < best.length ? some : best), all);
    const fresh = fewest.filter(({ labels }) => takesLabels(matchers, labels));
    known.set(matchers, fresh);
    return fresh;
  };
}

function grouped(all: readonly RawSeries[], label: string): ReadonlyMap<string, readonly RawSeries[]> {
  const groups = new Map<string, RawSeries[]>();
  for (const series of all) {
    const value = series.labels[label] ?? "";
    const group = groups.get(value);
    if (group) group.push(series);
    else groups.set(value, [series]);
  }
  return groups;
}
