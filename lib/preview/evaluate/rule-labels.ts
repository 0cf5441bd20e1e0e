import type { Labels } from "../sources";
import { takesValue } from "./label-matching";
import { NAME, type LabelSets, type Projection } from "./label-sets";
import type { LabelMatcher } from "./storage";

/** Labels with those that a rule puts on, and without the name of a metric. */
export function labelled(labels: Labels, sets: LabelSets): Projection {
  return sets.projection((each) => ({ ...each, [NAME]: "", ...labels }));
}

/** Of rules, by the labels that all their series have, those that can have series which matchers take. */
export type Candidates<T> = (rules: readonly T[], matchers: readonly LabelMatcher[]) => readonly T[];

/** Finds them once for the same list of rules and the same list of matchers. */
export function candidates<T extends { readonly labels: Labels }>(): Candidates<T> {
  const known = new WeakMap<readonly T[], WeakMap<readonly LabelMatcher[], readonly T[]>>();
  return (rules, matchers) => {
    const ofRules = known.get(rules) ?? new WeakMap<readonly LabelMatcher[], readonly T[]>();
    known.set(rules, ofRules);
    const hit = ofRules.get(matchers);
    if (hit) return hit;
    const fresh = rules.filter(({ labels }) => canMatch(labels, matchers));
    ofRules.set(matchers, fresh);
    return fresh;
  };
}

/** Other labels of the series are not known. */
function canMatch(labels: Labels, matchers: readonly LabelMatcher[]): boolean {
  return matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || takesValue(matcher, value);
  });
}
