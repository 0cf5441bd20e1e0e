import type { Duration } from "../core";
import { quote, selector, type Matchers } from "./promql";

/**
 * Small functions that write LogQL, beside those of PromQL: `rate`, `sum` and the selector of streams are the same in both
 * languages. What they call lines is a selector of streams and the filters behind it, such as `{service_name="checkout"} |~ "a"`.
 */

/** `{…} |~ "a|b"`: the lines in which a regular expression (RE2) finds something. */
export function matching(lines: string, pattern: string): string {
  return `${lines} |~ ${quote(pattern)}`;
}

/** `{…} | a="1" or b=~"2|3"`: the lines whose labels or structured metadata match one of these, or all of one set of them. */
export function labelled(lines: string, ...anyOf: readonly Matchers[]): string {
  // A set of matchers reads as within a selector.
  return `${lines} | ${anyOf.map((matchers) => selector("", matchers).slice(1, -1)).join(" or ")}`;
}

/** `count_over_time({…}[5m])`: how many lines there were; absent, and not 0, without any. */
export function countOverTime(lines: string, window: Duration): string {
  return `count_over_time(${lines}[${window}])`;
}
