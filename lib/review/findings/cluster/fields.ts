import { canonical, startsWith, type FieldChange } from "../../diff";

/** The differences at or below a place, and those of a whole that contains it. */
export function touching(fields: readonly FieldChange[], place: readonly string[]): FieldChange[] {
  return fields.filter(({ path }) => startsWith(path, place.slice(0, Math.min(path.length, place.length))));
}

/** Whether two values mean the same; the order of keys does not matter, what is missing is its default. */
export function same(before: unknown, after: unknown, otherwise?: unknown): boolean {
  return canonical(before ?? otherwise) === canonical(after ?? otherwise);
}
