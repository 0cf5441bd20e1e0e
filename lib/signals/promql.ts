import type { Duration } from "../core";

/**
 * Small functions that write PromQL. Each returns text that reads as a person would have written it, and is safe to use
 * as an operand of the next.
 */

/** Label matchers: a string matches exactly, `{ re }` and `{ not }` as `=~` and `!=`, `{ notRe }` as `!~`. */
export type Matchers = Readonly<
  Record<string, string | { readonly re: string } | { readonly not: string } | { readonly notRe: string }>
>;

/** `metric{label="value"}` */
export function selector(metric: string, matchers: Matchers = {}): string {
  let text = "";
  for (const label of Object.keys(matchers))
    text += `${text === "" ? "" : ","}${label}${matcher(matchers[label] ?? "")}`;
  return text === "" ? metric : `${metric}{${text}}`;
}

function matcher(value: Matchers[string]): string {
  if (typeof value === "string") return `=${quote(value)}`;
  if ("re" in value) return `=~${quote(value.re)}`;
  return "not" in value ? `!=${quote(value.not)}` : `!~${quote(value.notRe)}`;
}

/** `rate(metric[5m])` */
export function rate(series: string, window: Duration | "$__rate_interval"): string {
  return `rate(${series}[${window}])`;
}

/** `sum by (a, b) (…)`, or `sum(…)` without labels. */
export function sum(expr: string, by: readonly string[] = []): string {
  return aggregate("sum", expr, by);
}

/** `max by (a, b) (…)`, or `max(…)` without labels. */
export function max(expr: string, by: readonly string[] = []): string {
  return aggregate("max", expr, by);
}

/** `histogram_quantile(0.99, sum by (le, …) (rate(…_bucket[5m])))` */
export function quantile(
  q: number,
  buckets: string,
  window: Duration | "$__rate_interval",
  by: readonly string[] = [],
): string {
  return `histogram_quantile(${q}, ${sum(rate(buckets, window), ["le", ...by])})`;
}

/** A PromQL string literal. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** Text for use inside a PromQL regular expression (RE2). */
export function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function aggregate(operator: string, expr: string, by: readonly string[]): string {
  return by.length === 0 ? `${operator}(${expr})` : `${operator} by (${by.join(", ")}) (${expr})`;
}
