import type { Sample } from "../sources";

/**
 * What there is to evaluate over. The same series is the same `labels` object at every time, which is what series are told
 * apart by.
 */
export interface Storage {
  /**
   * The series of a metric at a moment (seconds since 1970), with their values; labels are those without `__name__`.
   * Matchers are a hint: series that they do not take may be among the result, and the caller leaves them out. A selector
   * has the same array of matchers whenever it asks.
   */
  series(name: string, time: number, matchers?: readonly LabelMatcher[]): readonly Sample[];
  /** The names of all metrics. */
  names(): readonly string[];
}

/** `label="value"` of a selector. A label that a series does not have has the empty value. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}
