/** What Prometheus and Loki take as a pattern, to be followed by "not <pattern>". */
export const RE2_SYNTAX = "regular expressions in RE2 syntax, which has no lookaround and no backreferences";

/** Backslashes only before what is no letter or digit, or has a meaning in RE2. */
const KNOWN_ESCAPES = /^(?:[^\\]|\\[\W_0aAbBdDEfnpPQrsStvwWxz])*$/s;

/**
 * A pattern as JavaScript writes it, or undefined when it is not in RE2 syntax
 * (https://github.com/google/re2/wiki/Syntax): what JavaScript refuses too, and what RE2 does not have. Flags within
 * the pattern are left out, so the result tells which groups there are and whether an empty text matches, and no more.
 */
export function re2(pattern: string): RegExp | undefined {
  if (/\(\?<?[=!]/.test(pattern) || !KNOWN_ESCAPES.test(pattern)) return undefined;
  try {
    // What RE2 writes differently: flags within the pattern, and names of groups.
    return new RegExp(
      pattern
        .replaceAll(/\(\?[imsU-]+:/g, "(?:")
        .replaceAll(/\(\?[imsU-]+\)/g, "")
        .replaceAll("(?P<", "(?<"),
    );
  } catch {
    return undefined;
  }
}
