import type { Problems } from "../../core";
import type { LabelMatcher } from "./label-matcher";
import type { StackAlert } from "./stack-alert";

/** What a part of the routing makes of the alerts. */
export interface CheckedPart {
  readonly matchers: readonly LabelMatcher[];
  /** Labels of which it matters only whether an alert has them. */
  readonly presence: readonly string[];
  /** An alert of a class that has not been seen before; `also` counts how many others there are, when asked later. */
  readonly firstOfClass: (alert: StackAlert, also: () => number) => void;
  /** Every alert, for what cannot be told by class. */
  readonly each?: (alert: StackAlert) => void;
  readonly report: (problems: Problems, stack: StackLabels) => void;
}

/** The labels of all alerts. */
export interface StackLabels {
  /** The names that alerts have, sorted. */
  readonly names: readonly string[];
  /** The values of a label that the routing matches, as far as they are known, sorted. */
  readonly valuesOf: (label: string) => readonly string[];
}
