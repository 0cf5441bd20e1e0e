import { isRecord } from "../../core";
import { align, type Match } from "./align";
import { canonical, equal } from "./equal";
import type { Pair } from "./pair";

/**
 * The items of two lists that have no key. What is equal is the same, and a changed order of it is one pair; what is left
 * between two equal ones is put together by likeness, in its order.
 */
export function alignedPairs(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const [old, now] = [before.map(canonical), after.map(canonical)];
  const anchors = align(old, now);
  const moved = elsewhere(old, now, anchors);
  const [leftOld, leftNow] = [new Set(moved.map(([i]) => i)), new Set(moved.map(([, j]) => j))];
  const found: Pair[] = [];
  let [i, j] = [0, 0];
  for (const [at, to] of [...anchors, [old.length, now.length] as const]) {
    const gapOld = range(i, at).filter((one) => !leftOld.has(one));
    const gapNow = range(j, to).filter((one) => !leftNow.has(one));
    for (const [one, other] of alike(gapOld, gapNow, before, after))
      found.push({
        item: { by: "position", key: String(other ?? one ?? 0) },
        before: one === undefined ? undefined : before[one],
        after: other === undefined ? undefined : after[other],
      });
    [i, j] = [at + 1, to + 1];
  }
  if (moved.length === 0) return found;
  const same = [...anchors, ...moved];
  return [
    ...found,
    {
      item: { by: "position", key: "order" },
      before: order(same.toSorted(([a], [b]) => a - b)),
      after: order(same.toSorted(([, a], [, b]) => a - b)),
    },
  ];
}

function order(sorted: readonly Match[]): string {
  return sorted.map(([one]) => one).join(", ");
}

/** Equal items whose order among the others has changed. */
function elsewhere(old: readonly string[], now: readonly string[], anchors: readonly Match[]): Match[] {
  const [usedOld, usedNow] = [new Set(anchors.map(([i]) => i)), new Set(anchors.map(([, j]) => j))];
  const free = new Map<string, number[]>();
  for (const [j, text] of now.entries()) {
    if (usedNow.has(j)) continue;
    const places = free.get(text);
    if (places) places.push(j);
    else free.set(text, [j]);
  }
  return old.flatMap((text, i): Match[] => {
    const j = usedOld.has(i) ? undefined : free.get(text)?.shift();
    return j === undefined ? [] : [[i, j]];
  });
}

type Candidate = readonly [before: number | undefined, after: number | undefined];

/** Puts the items of a gap together in their order, so that those are pairs that have most in common. */
function alike(
  old: readonly number[],
  now: readonly number[],
  before: readonly unknown[],
  after: readonly unknown[],
): Candidate[] {
  if (old.length === now.length || old.length * now.length > MOST_COMPARED)
    return Array.from({ length: Math.max(old.length, now.length) }, (_, i) => [old[i], now[i]]);
  // best[i][j]: how much the items from i and from j on can have in common.
  const best = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  const likeness = old.map((one) => now.map((other) => common(before[one], after[other])));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const pair = (i: number, j: number): number => (likeness[i]?.[j] ?? 0) + at(i + 1, j + 1);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = best[i];
      if (row) row[j] = Math.max(pair(i, j), at(i + 1, j), at(i, j + 1));
    }
  const found: Candidate[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && at(i, j) === pair(i, j)) found.push([old[i++], now[j++]]);
    else if (j === now.length || (i < old.length && at(i, j) === at(i + 1, j))) found.push([old[i++], undefined]);
    else found.push([undefined, now[j++]]);
  }
  return found;
}

/** Products of lengths up to here are compared each with each; beyond, the position decides. */
const MOST_COMPARED = 400;

/** How many fields two items share; never nothing, as two changed items are rather one than none. */
function common(one: unknown, other: unknown): number {
  if (!isRecord(one) || !isRecord(other)) return 0.1;
  return 0.1 + Object.keys(one).filter((key) => Object.hasOwn(other, key) && equal(one[key], other[key])).length;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
