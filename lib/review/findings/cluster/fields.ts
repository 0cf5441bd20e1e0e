import { isRecord } from "../../../core";
import { startsWith, type FieldChange } from "../../diff";
import type { ObjectChange } from "../../model";

/** A change of an object that is there on both sides. */
export type EditedObject = Extract<ObjectChange, { readonly kind: "changed" | "moved" }>;

export function isEdited(change: ObjectChange): change is EditedObject {
  return change.kind === "changed" || change.kind === "moved";
}

/** The differences at or below a place, and those of a whole that contains it. */
export function touching(fields: readonly FieldChange[], place: readonly string[]): FieldChange[] {
  return fields.filter(({ path }) => startsWith(path, place.slice(0, Math.min(path.length, place.length))));
}

/** The value at a place; undefined where the way there ends. */
export function valueAt(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** Whether two values mean the same; the order of keys does not matter, what is missing is its default. */
export function same(before: unknown, after: unknown, otherwise?: unknown): boolean {
  return canonical(before ?? otherwise) === canonical(after ?? otherwise);
}

/** A text that is the same for the same value. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      isRecord(inner)
        ? Object.fromEntries(
            Object.keys(inner)
              .toSorted()
              .map((key) => [key, inner[key]]),
          )
        : inner,
    ) ?? ""
  );
}

/** The texts of a list; anything else in it is left out. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** A plain value as text; nothing for what is not there. */
export function word(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}
