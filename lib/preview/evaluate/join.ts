import { COMPARISONS, type Binary, type Matching } from "../../promql/expression";
import { NoAnswer, type Labels, type Sample } from "../sources";
import type { Vector } from "./compiled";
import { NAME, type Projection } from "./label-sets";
import type { Operation } from "./operators";
import type { Scope } from "./scope";

const USUAL: Matching = { on: false, labels: [], include: [] };

/** An operator between the series of two sides that belong together: one to one, or many to one. */
export function joined(node: Binary, operate: Operation, scope: Scope): (left: Vector, right: Vector) => Vector {
  const matching = node.matching ?? USUAL;
  const { sets } = scope;
  const key = matching.on ? sets.keeping(matching.labels) : sets.dropping([...matching.labels, NAME]);
  const manyIsRight = matching.group === "group_right";
  const labelsOf = resultLabels(node, matching, key, scope);
  return (left, right) => {
    if (left.length === 0 || right.length === 0) return [];
    const [many, one] = manyIsRight ? [right, left] : [left, right];
    const ones = unique(one, key, manyIsRight ? "left" : "right");
    const found: Sample[] = [];
    const taken = new Set<Labels>();
    for (const sample of many) {
      const other = ones.get(key(sample.labels));
      if (!other) continue;
      const [a, b] = manyIsRight ? [other.value, sample.value] : [sample.value, other.value];
      const value = operate(a, b, a);
      if (value === undefined) continue;
      const labels = labelsOf(sample.labels, other.labels);
      const identity = matching.group === undefined ? key(sample.labels) : labels;
      if (taken.has(identity)) throw manyMatches(identity, matching);
      taken.add(identity);
      found.push({ labels, value });
    }
    return found;
  };
}

function unique(one: Vector, key: Projection, side: string): ReadonlyMap<Labels, Sample> {
  const found = new Map<Labels, Sample>();
  for (const sample of one) {
    const labels = key(sample.labels);
    if (found.has(labels)) {
      const group = JSON.stringify(labels);
      throw new NoAnswer(`found duplicate series for the match group ${group} on the ${side} side of the operation`);
    }
    found.set(labels, sample);
  }
  return found;
}

function manyMatches(labels: Labels, { group }: Matching): NoAnswer {
  const why = group === undefined ? "many-to-one matching must be explicit" : "grouping labels must ensure unique ones";
  return new NoAnswer(`multiple matches for labels ${JSON.stringify(labels)}: ${why} (group_left/group_right)`);
}

/** The labels of a result, by those of the many and of the one. */
function resultLabels(
  { operator, bool }: Binary,
  { on, labels, group, include }: Matching,
  key: Projection,
  { sets, nameless }: Scope,
): (many: Labels, one: Labels) => Labels {
  const keepsName = COMPARISONS.has(operator) && !bool;
  const usual: Projection = keepsName ? (each) => each : nameless;
  if (group === undefined) {
    const ofOne: Projection = on ? key : keepsName ? sets.dropping(labels) : key;
    return (many) => ofOne(many);
  }
  if (include.length === 0) return (many) => usual(many);
  const kept = new WeakMap<Labels, WeakMap<Labels, Labels>>();
  return (many, one) => {
    const known = kept.get(many) ?? new WeakMap<Labels, Labels>();
    kept.set(many, known);
    const hit = known.get(one);
    if (hit) return hit;
    const included = include.map((label) => [label, one[label] ?? ""] as const);
    const fresh = sets.canonical({ ...usual(many), ...Object.fromEntries(included) });
    known.set(one, fresh);
    return fresh;
  };
}
