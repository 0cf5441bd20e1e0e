import { isRecord } from "../../core";
import { alignedPairs } from "./aligned";
import { equal } from "./equal";
import { flagEntries } from "./flags";
import { keysFor, type Key } from "./keys";
import { layoutApart } from "./layout";
import type { Entry, Pair } from "./pair";

/**
 * The items of two lists, put together by their keys; a changed order is a pair of its own. What has no key is put
 * together by what is equal, then by its place between that.
 *
 * @param name the field that holds the lists: some lists have keys of their own
 */
export function pairs(before: readonly unknown[], after: readonly unknown[], name = ""): Pair[] {
  const entries = scalarEntries(before, after) ?? recordEntries(before, after, name);
  if (!entries) return alignedPairs(before, after);
  const found = byKey(...entries);
  return name === "panels" ? layoutApart(found) : found;
}

type Both = readonly [before: readonly Entry[], after: readonly Entry[]];

function scalarEntries(before: readonly unknown[], after: readonly unknown[]): Both | undefined {
  if (![before, after].every((list) => list.every((item) => typeof item !== "object" || item === null)))
    return undefined;
  return [flagEntries(before) ?? plain(before), flagEntries(after) ?? plain(after)];
}

function plain(list: readonly unknown[]): Entry[] {
  return list.map((value) => ({ item: { by: "value", key: String(value) }, value, whole: String(value) }));
}

/** By the first key that every item has, and has alone; by one that few share, if there is none. */
function recordEntries(before: readonly unknown[], after: readonly unknown[], name: string): Both | undefined {
  if (!before.every(isRecord) || !after.every(isRecord)) return undefined;
  let second: Both | undefined;
  for (const key of keysFor(name)) {
    const [old, now] = [entriesBy(key, before), entriesBy(key, after)];
    if (!old || !now) continue;
    if ([old, now].every((list) => distinct(list) === list.length)) return [old, now];
    if (!second && [old, now].every((list) => distinct(list) * 2 >= list.length)) second = [old, now];
  }
  return second;
}

function entriesBy({ of, more }: Key, list: readonly unknown[]): Entry[] | undefined {
  const entries: Entry[] = [];
  const rest = more?.(list);
  for (const value of list) {
    const item = isRecord(value) ? of(value) : undefined;
    if (!item) return undefined;
    entries.push({ item, value, whole: [item.key, isRecord(value) ? (rest?.(value) ?? "") : ""].join(" ").trim() });
  }
  return entries;
}

function distinct(entries: readonly Entry[]): number {
  return new Set(entries.map(({ item, whole }) => `${item.by}\n${whole}`)).size;
}

function byKey(before: readonly Entry[], after: readonly Entry[]): Pair[] {
  const unclear = new Set([...twice(before, idOf), ...twice(after, idOf)]);
  const wholes = (entries: readonly Entry[]): readonly Entry[] =>
    entries.map((entry) =>
      unclear.has(idOf(entry)) ? { ...entry, item: { by: entry.item.by, key: entry.whole } } : entry,
    );
  const [old, now] = unclear.size === 0 ? [before, after] : numbered(wholes(before), wholes(after));
  const [olds, nows] = [byId(old), byId(now)];
  const found = [
    ...old.map((entry) => ({ item: entry.item, before: entry.value, after: nows.get(idOf(entry))?.value })),
    ...now.flatMap((entry) =>
      olds.has(idOf(entry)) ? [] : [{ item: entry.item, before: undefined, after: entry.value }],
    ),
  ];
  const kept = (entries: readonly Entry[], others: ReadonlyMap<string, Entry>): string =>
    entries.flatMap((entry) => (others.has(idOf(entry)) ? [entry.item.key] : [])).join(", ");
  const order = { item: { by: "position", key: "order" }, before: kept(old, nows), after: kept(now, olds) };
  return order.before === order.after ? found : [...found, order];
}

function idOf({ item }: Entry): string {
  return `${item.by}\n${item.key}`;
}

function byId(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [idOf(entry), entry]));
}

function twice(entries: readonly Entry[], of: (entry: Entry) => string): Set<string> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of entries.map(of)) (seen.has(id) ? again : seen).add(id);
  return again;
}

/** Gives what still has the same key a number: first what is equal on both sides, then the rest by position. */
function numbered(before: readonly Entry[], after: readonly Entry[]): Both {
  const unclear = new Set([...twice(before, idOf), ...twice(after, idOf)]);
  if (unclear.size === 0) return [before, after];
  const [olds, nows] = [groups(before, unclear), groups(after, unclear)];
  const numbers = new Map<Entry, number>();
  for (const id of unclear) {
    const [left, right] = [olds.get(id) ?? [], [...(nows.get(id) ?? [])]];
    let count = 0;
    const rest = left.filter((entry) => {
      const same = right.findIndex(({ value }) => equal(value, entry.value));
      const [other] = same < 0 ? [] : right.splice(same, 1);
      if (!other) return true;
      numbers.set(entry, ++count).set(other, count);
      return false;
    });
    for (const list of [rest, right]) for (const [i, entry] of list.entries()) numbers.set(entry, count + i + 1);
  }
  const named = (entries: readonly Entry[]): Entry[] =>
    entries.map((entry) => {
      const number = numbers.get(entry) ?? 1;
      return number === 1 ? entry : { ...entry, item: { ...entry.item, key: `${entry.item.key} #${number}` } };
    });
  return [named(before), named(after)];
}

function groups(entries: readonly Entry[], ids: ReadonlySet<string>): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const id = idOf(entry);
    if (!ids.has(id)) continue;
    const group = found.get(id);
    if (group) group.push(entry);
    else found.set(id, [entry]);
  }
  return found;
}
