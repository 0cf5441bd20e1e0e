import type { Problems } from "../../core";
import { quote, type Matchers } from "../../signals";
import { wholeMatch } from "./pattern";

/** The values of `severity` that alerts have. */
export const SEVERITIES = ["critical", "warning", "info"] as const;

/** Matchers in Alertmanager's syntax, one string each. */
export function matcherConfig(matchers: Matchers): string[] {
  return Object.entries(matchers).map(([label, matcher]) => {
    if (typeof matcher === "string") return `${label}=${quote(matcher)}`;
    if ("re" in matcher) return `${label}=~${quote(matcher.re)}`;
    return "not" in matcher ? `${label}!=${quote(matcher.not)}` : `${label}!~${quote(matcher.notRe)}`;
  });
}

/** Whether an alert whose label has this value can match. */
export function allows(matchers: Matchers, label: string, value: string): boolean {
  const matcher = matchers[label];
  if (matcher === undefined) return true;
  if (typeof matcher === "string") return matcher === value;
  if ("not" in matcher) return matcher.not !== value;
  return "re" in matcher ? matchesWhole(matcher.re, value) : !matchesWhole(matcher.notRe, value);
}

/** Whether only critical alerts can match, because the severity is named. */
export function onlyCritical(matchers: Matchers): boolean {
  return (
    matchers["severity"] !== undefined &&
    SEVERITIES.every((severity) => allows(matchers, "severity", severity) === (severity === "critical"))
  );
}

/**
 * Whether all that the later matchers match is matched by the earlier ones, as far as that can be seen: each label that
 * the earlier ones name has the same matcher later, or one value that they take, or only severities that they take.
 */
export function takesAllOf(earlier: Matchers, later: Matchers): boolean {
  return Object.entries(earlier).every(([label, matcher]) => {
    const other = later[label];
    if (other === undefined) return false;
    if (typeof other === "string") return allows(earlier, label, other);
    if (JSON.stringify(other) === JSON.stringify(matcher)) return true;
    const severities = SEVERITIES.filter((severity) => allows(later, "severity", severity));
    return label === "severity" && severities.every((severity) => allows(earlier, "severity", severity));
  });
}

export function checkMatchers(matchers: Matchers, property: string, problems: Problems): void {
  const labels = Object.keys(matchers);
  problems.check(labels.length > 0, property, matchers, 'at least one label, such as { namespace: "shop" }');
  for (const [label, matcher] of Object.entries(matchers)) {
    checkLabelName(label, property, problems);
    const pattern = patternOf(matcher);
    const expected =
      "a regular expression in RE2 syntax, which has no lookaround and no backreferences; flags such as (?i) at its beginning";
    problems.check(pattern === undefined || isPattern(pattern), `${property}.${label}`, pattern, expected);
  }
}

export function checkLabelName(label: string, property: string, problems: Problems): void {
  problems.check(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label), property, label, 'a label name such as "namespace"');
}

function patternOf(matcher: Matchers[string]): string | undefined {
  if (typeof matcher === "string" || "not" in matcher) return undefined;
  return "re" in matcher ? matcher.re : matcher.notRe;
}

function isPattern(pattern: string): boolean {
  return wholeMatch(pattern) !== undefined;
}

function matchesWhole(pattern: string, value: string): boolean {
  return wholeMatch(pattern)?.test(value) ?? false;
}
