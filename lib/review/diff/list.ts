import { asRecord, isRecord } from "../../core";
import type { Item } from "./path";

/** The same item on both sides, or one that is only on one of them. */
export interface Pair {
  readonly item: Item;
  readonly before: unknown;
  readonly after: unknown;
}

/** The items of two lists, put together by their keys; a changed order is a pair of its own. */
export function pairs(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const key = keyOf([...before, ...after], [before, after]);
  return key ? byKey(before, after, key) : byPosition(before, after);
}

interface Key {
  readonly by: string;
  readonly of: (item: unknown) => string | undefined;
}

/** What tells items of a list from each other, the first that does being taken. */
const KEYS: readonly Key[] = [
  {
    by: "alert",
    of: (item) => {
      const { alert, labels } = asRecord(item);
      return typeof alert === "string" ? [alert, text(asRecord(labels)["severity"])].join(" ").trim() : undefined;
    },
  },
  ...["name", "job_name", "uid", "mountPath", "refId", "topologyKey", "host", "path", "containerPort", "port"].map(
    field,
  ),
  { by: "value", of: (item) => (typeof item === "string" ? (/^--?[\w.-]+(?==)/.exec(item)?.[0] ?? item) : undefined) },
];

function field(name: string): Key {
  return { by: name, of: (item) => (isRecord(item) ? text(item[name]) : undefined) };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function keyOf(items: readonly unknown[], lists: readonly (readonly unknown[])[]): Key | undefined {
  if (items.length === 0) return undefined;
  return KEYS.find(({ of }) =>
    lists.every((list) => {
      const keys = list.map(of);
      return !keys.includes(undefined) && new Set(keys).size === keys.length;
    }),
  );
}

function byKey(before: readonly unknown[], after: readonly unknown[], { by, of }: Key): Pair[] {
  const old = new Map(before.map((item) => [of(item), item]));
  const now = new Map(after.map((item) => [of(item), item]));
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const found = keys.map((key) => ({ item: { by, key: key ?? "" }, before: old.get(key), after: now.get(key) }));
  const kept = (from: typeof old, other: typeof old): string =>
    [...from.keys()].filter((key) => other.has(key)).join(", ");
  const order = { item: { by: "position", key: "order" }, before: kept(old, now), after: kept(now, old) };
  return order.before === order.after ? found : [...found, order];
}

function byPosition(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => ({
    item: { by: "position", key: String(i) },
    before: before[i],
    after: after[i],
  }));
}
