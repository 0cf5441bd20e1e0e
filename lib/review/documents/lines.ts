import { align, type FieldChange, type Path } from "../diff";

/**
 * A text that nobody knows, compared by its lines: what stands between two equal ones is one change, at
 * `line: <number>` of the text as it is now, or was where it is only gone.
 */
export function lineChanges(path: Path, before: string, after: string): FieldChange[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const found: FieldChange[] = [];
  let [i, j] = [0, 0];
  for (const [at, to] of [...align(old, now), [old.length, now.length] as const]) {
    if (at > i || to > j)
      found.push({
        path: [...path, { by: "line", key: String(to > j ? j + 1 : i + 1) }],
        before: at > i ? old.slice(i, at).join("\n") : undefined,
        after: to > j ? now.slice(j, to).join("\n") : undefined,
      });
    [i, j] = [at + 1, to + 1];
  }
  return found;
}
