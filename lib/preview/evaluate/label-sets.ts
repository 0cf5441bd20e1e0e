import type { Labels } from "../sources";

/** The label that holds the name of a metric. */
export const NAME = "__name__";

/** How labels become others; it computes the result once for each set of labels. */
export type Projection = (labels: Labels) => Labels;

/**
 * Sets of labels, of which each is one object: those of the same labels are told by `===`, and what is computed of labels
 * is kept with them.
 */
export interface LabelSets {
  /** The object that stands for these labels; empty values are left out. */
  readonly canonical: (labels: Labels) => Labels;
  /** These labels and no others. */
  readonly keeping: (names: readonly string[]) => Projection;
  /** All labels but these. */
  readonly dropping: (names: readonly string[]) => Projection;
  /** A projection of one's own. */
  readonly projection: (project: (labels: Labels) => Labels) => Projection;
  /** No labels. */
  readonly none: Labels;
}

export function labelSets(): LabelSets {
  const sets = new Map<string, Labels>();
  const canonical = (labels: Labels): Labels => {
    const pairs = Object.entries(labels).filter(([, value]) => value !== "");
    pairs.sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(pairs);
    const known = sets.get(key);
    if (known) return known;
    const fresh: Labels = Object.freeze(Object.fromEntries(pairs));
    sets.set(key, fresh);
    return fresh;
  };
  const projection = (project: (labels: Labels) => Labels): Projection => {
    const known = new WeakMap<Labels, Labels>();
    return (labels) => {
      const hit = known.get(labels);
      if (hit) return hit;
      const fresh = canonical(project(labels));
      known.set(labels, fresh);
      return fresh;
    };
  };
  const byNames = (takes: (names: ReadonlySet<string>, name: string) => boolean) => {
    const projections = new Map<string, Projection>();
    return (names: readonly string[]): Projection => {
      const key = JSON.stringify(names);
      const known = projections.get(key);
      if (known) return known;
      const set = new Set(names);
      const fresh = projection((labels) =>
        Object.fromEntries(Object.entries(labels).filter(([name]) => takes(set, name))),
      );
      projections.set(key, fresh);
      return fresh;
    };
  };
  return {
    canonical,
    projection,
    keeping: byNames((names, name) => names.has(name)),
    dropping: byNames((names, name) => !names.has(name)),
    none: canonical({}),
  };
}
