import fc from "fast-check";
import type { AlertLabels } from "../../lib/components/alertmanager";

/** Sets of labels, the same ones in every run: of each label one of its values, or none for undefined. */
export function labelSets(
  values: Readonly<Record<string, readonly (string | undefined)[]>>,
  numRuns: number,
): readonly AlertLabels[] {
  const record = fc.record(
    Object.fromEntries(Object.entries(values).map(([label, own]) => [label, fc.constantFrom(...own)])),
  );
  const sets = fc
    .sample(record, { numRuns, seed: 5 })
    .map((labels) =>
      Object.fromEntries(
        Object.entries(labels).flatMap(([label, value]) => (value === undefined ? [] : [[label, value]])),
      ),
    );
  return [...new Map(sets.map((labels) => [JSON.stringify(labels), labels])).values()];
}
