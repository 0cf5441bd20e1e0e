/** Those of the names that are most like one that is unknown: at most three, the likeliest first. */
export function similar(name: string, known: readonly string[]): string[] {
  const own = pairs(name);
  const scored = known.map((other) => {
    const others = pairs(other);
    const shared = [...own].filter((pair) => others.has(pair)).length;
    return { other, score: (2 * shared) / (own.size + others.size) };
  });
  return scored
    .toSorted((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1))
    .slice(0, 3)
    .map(({ other }) => other);
}

/** Its pairs of neighbouring letters. */
function pairs(text: string): Set<string> {
  const letters = text.toLowerCase();
  return new Set(Array.from({ length: Math.max(1, letters.length - 1) }, (_, i) => letters.slice(i, i + 2)));
}
