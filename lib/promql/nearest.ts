/** Those of the names that are most like one that is unknown: at most three, the likeliest first. */
export function nearest(name: string, known: Iterable<string>): string[] {
  const words = new Set(name.toLowerCase().split("_"));
  const all = [...known].map((other) => ({ other, score: wordDistance(other, words) }));
  const close = all.toSorted((a, b) => a.score - b.score || lengthApart(name, a.other) - lengthApart(name, b.other));
  // To count letters is slow: it is done for those alone that share words, or at least the length.
  return close
    .slice(0, CANDIDATES)
    .map(({ other, score }) => ({ other, score: Math.min(score, letterDistance(name, other)) }))
    .filter(({ score }) => score <= 0.5)
    .toSorted((a, b) => a.score - b.score || a.other.localeCompare(b.other))
    .slice(0, 3)
    .map(({ other }) => other);
}

const CANDIDATES = 100;

/** The numbers that are nearest to one, ascending: the next below and the next above. */
export function nearestNumbers(value: number, known: readonly number[]): number[] {
  const below = known.findLast((other) => other <= value);
  const above = known.find((other) => other > value);
  return [below, above].filter((other) => other !== undefined);
}

/** 0 for the same words, 1 for none that is the same. */
function wordDistance(other: string, words: ReadonlySet<string>): number {
  const others = other.toLowerCase().split("_");
  return 1 - (2 * others.filter((word) => words.has(word)).length) / (words.size + others.length);
}

/** 0 for the same letters, 1 for none that is the same. */
function letterDistance(name: string, other: string): number {
  return edits(name.toLowerCase(), other.toLowerCase()) / Math.max(name.length, other.length);
}

function lengthApart(a: string, b: string): number {
  return Math.abs(a.length - b.length);
}

/** Letters to change, add or take away to make one of the other. */
function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
