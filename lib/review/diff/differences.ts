import { isRecord } from "../../core";
import { equal } from "./equal";
import { pairs } from "./list";
import type { Path, Step } from "./path";

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

/** The path is one list for the whole way, and copied only for what differs. */
function compare(before: unknown, after: unknown, path: Step[], found: FieldChange[]): void {
  if (Object.is(before, after)) return;
  const at = (step: Step, one: unknown, other: unknown): void => {
    path.push(step);
    compare(one, other, path, found);
    path.pop();
  };
  if (isRecord(before) && isRecord(after)) {
    // Own keys only: an object has a `constructor` without anybody having written it.
    for (const key of Object.keys(before)) at(key, before[key], Object.hasOwn(after, key) ? after[key] : undefined);
    for (const key of Object.keys(after)) if (!Object.hasOwn(before, key)) at(key, undefined, after[key]);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    if (equal(before, after)) return;
    for (const { item, ...both } of pairs(before, after, nameOf(path))) at(item, both.before, both.after);
  } else found.push({ path: [...path], before, after });
}

/** The field that holds a list. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === "string" ? last : "";
}
