/** Positions of the same thing in two lists. */
export type Match = readonly [before: number, after: number];

/**
 * What two lists have in common without a change of order, in that order: equal ends, and between them what is there
 * once on both sides. In n log n, and what people expect of a comparison by lines.
 */
export function align(before: readonly string[], after: readonly string[]): Match[] {
  const found: Match[] = [];
  region([0, before.length], [0, after.length], DEEPEST);
  return found.toSorted(([a], [b]) => a - b);

  function region([a0, a1]: Match, [b0, b1]: Match, depth: number): void {
    let [i, j, endI, endJ] = [a0, b0, a1, b1];
    for (; i < endI && j < endJ && before[i] === after[j]; i++, j++) found.push([i, j]);
    for (; i < endI && j < endJ && before[endI - 1] === after[endJ - 1]; endI--, endJ--)
      found.push([endI - 1, endJ - 1]);
    if (i === endI || j === endJ || depth === 0) return;
    const anchors = increasing(uniques([i, endI], [j, endJ]));
    if (anchors.length === 0) return;
    for (const [at, to] of anchors) {
      region([i, at], [j, to], depth - 1);
      found.push([at, to]);
      [i, j] = [at + 1, to + 1];
    }
    region([i, endI], [j, endJ], depth - 1);
  }

  function uniques([a0, a1]: Match, [b0, b1]: Match): Match[] {
    const places = new Map<string, number>();
    for (let j = b0; j < b1; j++) places.set(after[j] ?? "", places.has(after[j] ?? "") ? TWICE : j);
    const counts = new Map<string, number>();
    for (let i = a0; i < a1; i++) counts.set(before[i] ?? "", (counts.get(before[i] ?? "") ?? 0) + 1);
    const both: Match[] = [];
    for (let i = a0; i < a1; i++) {
      const place = places.get(before[i] ?? "") ?? TWICE;
      if (place !== TWICE && counts.get(before[i] ?? "") === 1) both.push([i, place]);
    }
    return both;
  }
}

const TWICE = -1;
/** Gaps between anchors may hold anchors of their own, but not for ever. */
const DEEPEST = 6;

/** The longest part of the matches in which the second positions grow, too. */
function increasing(matches: readonly Match[]): Match[] {
  // ends[n]: the index of the match with which the best sequence of n + 1 matches ends.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, [, to]] of matches.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[ends[middle] ?? 0]?.[1] ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1];
    ends[low] = index;
  }
  const found: Match[] = [];
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const match = matches[index];
    if (match) found.push(match);
  }
  return found.toReversed();
}
