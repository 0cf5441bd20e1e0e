import { isRecord } from "../../core";
import { pairs } from "./list";
import type { Path } from "./path";

/** One difference between two values. */
export interface FieldChange {
  readonly path: Path;
  /** Undefined where there was nothing. */
  readonly before: unknown;
  /** Undefined where there is nothing any more. */
  readonly after: unknown;
}

/**
 * Every difference, as deep as both sides have the same shape; what is new or gone is told as a whole. Items of lists are
 * found by their keys, so that one that is put in front changes none of the others.
 */
export function differences(before: unknown, after: unknown): FieldChange[] {
  const found: FieldChange[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: unknown, after: unknown, path: Path, found: FieldChange[]): void {
  if (Object.is(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of Object.keys(before)) compare(before[key], after[key], [...path, key], found);
    for (const key of Object.keys(after)) if (!(key in before)) compare(undefined, after[key], [...path, key], found);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (const { item, ...both } of pairs(before, after)) compare(both.before, both.after, [...path, item], found);
  } else found.push({ path, before, after });
}
