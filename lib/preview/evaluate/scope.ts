import type { Selector } from "../../promql/expression";
import type { CompiledVector } from "./compiled";
import { NAME, labelSets, type LabelSets, type Projection } from "./label-sets";
import { memory } from "./memory";
import { selection, type Selection } from "./selection";
import type { Storage } from "./storage";

/** What all expressions over one storage share. */
export interface Scope {
  readonly sets: LabelSets;
  /** Labels without `__name__`. */
  readonly nameless: Projection;
  readonly select: (selector: Selector) => Selection;
  /** The vector of a text, which is the same in all queries, evaluated once for each moment. */
  readonly kept: (text: string, vector: CompiledVector) => CompiledVector;
}

export function scope(storage: Storage): Scope {
  const sets = labelSets();
  const selections = new Map<string, Selection>();
  const results = new Map<string, CompiledVector>();
  const kept = memory();
  return {
    sets,
    nameless: sets.dropping([NAME]),
    select: ({ name, matchers: written }) => {
      const matchers = written.map(({ label, operator, value: { value } }) => ({ label, operator, value }));
      const key = JSON.stringify([name, matchers]);
      const found = selections.get(key) ?? selection(storage, { sets, memory: kept }, name, matchers);
      selections.set(key, found);
      return found;
    },
    kept: (text, { at }) => {
      const found = results.get(text);
      if (found) return found;
      // It is not asked for the bounds of the query, which it does not depend on.
      const keptAt = kept.byMoment(
        (time) => at({ time, from: time, to: time }),
        (vector) => vector.length,
      );
      const fresh: CompiledVector = { type: "vector", at: ({ time }) => keptAt(time) };
      results.set(text, fresh);
      return fresh;
    },
  };
}
