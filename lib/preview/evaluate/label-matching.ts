import type { Labels } from "../sources";
import { wholePattern } from "./pattern";
import type { LabelMatcher } from "./storage";

/** Whether a value of the matcher's label is one that it takes; the empty one is that of a label that is missing. */
export function takesValue({ operator, value }: LabelMatcher, actual: string): boolean {
  switch (operator) {
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "=~":
      return wholePattern(value).test(actual);
    case "!~":
      return !wholePattern(value).test(actual);
  }
}

/** Whether series with these labels are selected. */
export function takesLabels(matchers: readonly LabelMatcher[], labels: Labels): boolean {
  return matchers.every((matcher) => takesValue(matcher, labels[matcher.label] ?? ""));
}
