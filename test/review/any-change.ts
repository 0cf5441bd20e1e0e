import fc from "fast-check";
import { isRecord } from "../../lib/core";

/** One change of one field, wherever in a value. */
export interface AnyChange {
  /** Which of the values. */
  readonly index: number;
  readonly kind: "set" | "delete" | "add";
  /** Keys and positions on the way to it, in the value before. */
  readonly way: readonly (string | number)[];
}

/** Sets, takes away or adds one field, anywhere in one of the values. */
export function anyChange(values: readonly unknown[]): fc.Arbitrary<AnyChange> {
  return fc.nat(values.length - 1).chain((index) =>
    fc.record({
      index: fc.constant(index),
      way: fc.constantFrom(...waysInto(values[index])),
      kind: fc.constantFrom<AnyChange["kind"]>("set", "delete", "add"),
    }),
  );
}

export function afterChange(values: readonly unknown[], { index, way, kind }: AnyChange): unknown {
  const after = structuredClone(values[index]);
  apply(after, way, kind);
  return after;
}

function waysInto(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const inner: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, i): [number, unknown] => [i, item])
    : Object.entries(isRecord(value) ? value : {});
  return inner.flatMap(([key, one]) => [[...way, key], ...waysInto(one, [...way, key])]);
}

function apply(root: unknown, way: readonly (string | number)[], kind: AnyChange["kind"]): void {
  const holder = way.slice(0, -1).reduce((value: unknown, key) => Reflect.get(Object(value), key), root);
  const key = way.at(-1) ?? "";
  const value: unknown = Reflect.get(Object(holder), key);
  if (kind === "delete" && Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (kind === "delete") Reflect.deleteProperty(Object(holder), key);
  else if (kind === "add" && Array.isArray(value)) value.push(isRecord(value[0]) ? { ...value[0], added: 1 } : "added");
  else if (kind === "add" && isRecord(value)) Reflect.set(value, "added", "value");
  else Reflect.set(Object(holder), key, other(value));
}

function other(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? `${value}x` : "something else";
}
