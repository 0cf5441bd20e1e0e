/** The ends of arrows in columns from left to right: each to the right of those that point to it, as far as that goes. */
export function layers(arrows: readonly { readonly source: string; readonly target: string }[]): string[][] {
  const names = [...new Set(arrows.flatMap(({ source, target }) => [source, target]))].toSorted();
  const column = new Map(names.map((name) => [name, 0]));
  // As many rounds as a chain can be long; a circle of calls ends with them.
  for (let round = 1; round < names.length; round++) {
    let moved = false;
    for (const { source, target } of arrows) {
      const least = (column.get(source) ?? 0) + 1;
      if (source === target || least >= names.length || (column.get(target) ?? 0) >= least) continue;
      column.set(target, least);
      moved = true;
    }
    if (!moved) break;
  }
  const used = [...new Set(column.values())].toSorted((a, b) => a - b);
  return used.map((place) => names.filter((name) => column.get(name) === place));
}
