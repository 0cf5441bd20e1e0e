import { re2, RE2_SYNTAX } from "./re2";
import { unquote } from "./text";

/**
 * Tells what is wrong with the patterns of an expression, as the end of the sentence "expected …". Prometheus' patterns
 * are RE2; this finds what JavaScript refuses too, and what RE2 does not have.
 */
export function patternChecker(): (expr: string) => string | undefined {
  const sound = new Set<string>();
  return (expr) => {
    if (!expr.includes("~")) return undefined;
    for (const [, quoted = ""] of expr.matchAll(/[=!]~\s*("(?:[^"\\\n]|\\.)*")/g)) {
      // Of words, a pattern may hold any: the names of a thousand services are one case.
      const shape = /\\|\(\?|\{[^}]*,/.test(quoted) ? quoted : quoted.replaceAll(/[A-Za-z0-9_]+/g, "a");
      if (sound.has(shape)) continue;
      const pattern = unquote(quoted);
      if (pattern !== undefined && re2(pattern) === undefined) return `${RE2_SYNTAX}, not ${quoted}`;
      sound.add(shape);
    }
    return undefined;
  };
}
