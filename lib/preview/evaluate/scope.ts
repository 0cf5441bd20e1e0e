import type { Selector } from "../../promql/expression";
import type { CompiledVector, Moment, Vector } from "./compiled";
import { NAME, labelSets, type LabelSets, type Projection } from "./label-sets";
import { selection, type Selection } from "./selection";
import type { Storage } from "./storage";

/** What all expressions over one storage share. */
export interface Scope {
  readonly sets: LabelSets;
  /** Labels without `__name__`. */
  readonly nameless: Projection;
  readonly select: (selector: Selector) => Selection;
  /** What the text was evaluated to at a moment, or what it is evaluated to now. */
  readonly kept: (text: string, vector: CompiledVector) => CompiledVector;
}

export function scope(storage: Storage): Scope {
  const sets = labelSets();
  const selections = new Map<string, Selection>();
  const results = new Map<string, Map<number, Vector>>();
  return {
    sets,
    nameless: sets.dropping([NAME]),
    select: ({ name, matchers: written }) => {
      const matchers = written.map(({ label, operator, value: { value } }) => ({ label, operator, value }));
      const key = JSON.stringify([name, matchers]);
      const found = selections.get(key) ?? selection(storage, sets, name, matchers);
      selections.set(key, found);
      return found;
    },
    kept: (text, { at }) => {
      const known = results.get(text) ?? new Map<number, Vector>();
      results.set(text, known);
      const keptAt = (moment: Moment): Vector => {
        const hit = known.get(moment.time);
        if (hit) return hit;
        const fresh = at(moment);
        known.set(moment.time, fresh);
        return fresh;
      };
      return { type: "vector", at: keptAt };
    },
  };
}
