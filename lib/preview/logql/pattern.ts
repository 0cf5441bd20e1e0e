import { re2 } from "../../promql";
import { NoAnswer } from "../sources";

/** A pattern that has to match somewhere in a text, as those of lines do; those of labels take the whole text. */
export function innerPattern(pattern: string): RegExp {
  // Flags are the same in JavaScript, but stand outside.
  const [whole = "", flags = ""] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const rest = pattern.slice(whole.length);
  if (!re2(pattern) || /\(\?[imsU-]+[:)]|\[\[:|\\[CpPQ]/.test(rest)) {
    throw new NoAnswer(`the pattern ${JSON.stringify(pattern)} cannot be evaluated`);
  }
  return new RegExp(rest.replaceAll("(?P<", "(?<").replaceAll("\\z", "(?![^])"), flags);
}
