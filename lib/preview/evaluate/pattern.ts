import { re2 } from "../../promql";
import { NoAnswer } from "../sources";

/** A pattern in RE2 syntax that takes whole texts, as matchers and `label_replace` have it. */
export function wholePattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const fresh = compile(pattern);
  compiled.set(pattern, fresh);
  return fresh;
}

const compiled = new Map<string, RegExp>();

/** Flags stand at the start of a pattern in RE2, and beside it in JavaScript. */
const FLAGS = /^\(\?([ims]+)\)/;

function compile(pattern: string): RegExp {
  const flags = FLAGS.exec(pattern)?.[1] ?? "";
  const body = pattern.replace(FLAGS, "").replaceAll("(?P<", "(?<");
  if (re2(pattern) === undefined || /\(\?[imsU-]+[:)]/.test(body)) {
    throw new NoAnswer(`the pattern ${JSON.stringify(pattern)} cannot be evaluated`);
  }
  // A dot takes every character: https://github.com/prometheus/prometheus/blob/main/model/labels/regexp.go
  return new RegExp(`^(?:${body})$`, flags.includes("s") ? flags : `${flags}s`);
}
