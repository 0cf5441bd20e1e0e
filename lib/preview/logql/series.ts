import type { Labels } from "../sources";
import type { Grouping } from "./query";

/** A series at the moments that are asked for; undefined where it has no value. */
export interface Series {
  readonly labels: Labels;
  readonly values: readonly (number | undefined)[];
}

/** What a part of an expression yields: the same number at all moments, or series. */
export type Value = number | readonly Series[];

/** The labels of a group, which tell it from others. */
export function groupLabels(labels: Labels, { without, labels: names }: Grouping): Labels {
  if (!without) return pick(labels, names);
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

/** Some of the labels; those that are missing or empty are left out. */
function pick(labels: Labels, names: readonly string[]): Labels {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = labels[name];
    if (value !== undefined && value !== "") found[name] = value;
  }
  return found;
}

/** The same text for the same labels, in whatever order. */
export function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Items by the labels of their group, in the order in which groups occur. */
export function grouped<T>(
  items: readonly T[],
  labelsOf: (item: T) => Labels,
): readonly { readonly labels: Labels; readonly items: readonly T[] }[] {
  const groups = new Map<string, { readonly labels: Labels; readonly items: T[] }>();
  for (const item of items) {
    const labels = labelsOf(item);
    const key = keyOf(labels);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { labels, items: [item] });
  }
  return [...groups.values()];
}
