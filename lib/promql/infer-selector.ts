import type { Context } from "./context";
import type { Matcher, Selector } from "./expression";
import { anyLabels, canHave, withLabel, type Labels } from "./labels";
import { nearest, nearestNumbers } from "./nearest";
import { re2 } from "./re2";
import type { NamedSeries, Series } from "./series";
import { parseNumber } from "./text";

/** Nothing is known of them. */
export const unknownSeries: Series = { labels: anyLabels, counter: "unknown", histogram: "unknown" };

/** What a selector finds, after its name, labels and values have been looked at. */
export function inferSelector(selector: Selector, context: Context): Series {
  const { name, matchers } = selector;
  if (matchers.some(({ label }) => label === "__name__") || /^["{]/.test(context.slice(selector))) {
    context.hasQuotedNames = true;
  }
  if (name === undefined) return { ...unknownSeries, labels: narrowed(anyLabels, matchers) };
  const series = context.names.series(name);
  if (!series) {
    reportUnknown(selector, name, context);
    return { ...unknownSeries, labels: narrowed(anyLabels, matchers) };
  }
  for (const matcher of matchers) {
    if (matcher.label === "__name__") continue;
    if (!canHave(series.labels, matcher.label)) reportLabel(matcher, name, series, context);
    else checkValue(matcher, name, series, context);
  }
  return { ...series, labels: narrowed(series.labels, matchers), of: series.of ?? name };
}

function reportUnknown(selector: Selector, name: string, context: Context): void {
  const instead = context.names.instead?.(name);
  const similar = context.suggestions(name);
  const suggestion = instead ?? (similar.length > 0 ? `perhaps ${similar.join(" or ")}` : "nothing is called like it");
  const declare = "what programs of your own tell is declared with `customMetrics`, or with `metrics()` of the monitor";
  const fix = instead === undefined ? declare : undefined;
  context.report(selector, `a metric that is known, not ${name}; ${suggestion}`, fix);
}

function reportLabel(matcher: Matcher, name: string, { labels }: NamedSeries, context: Context): void {
  context.report(matcher, `one of the labels of ${name}, not ${matcher.label}: ${listed(labels, matcher.label)}`);
}

/** The labels of a series for a message, with the likeliest first. */
export function listed({ names }: Labels, meant?: string): string {
  if (names.size === 0) return "there is none";
  const likely = meant === undefined ? [] : nearest(meant, names);
  const all = [...new Set([...likely, ...names])];
  return all.length > 12 ? `${all.slice(0, 12).join(", ")}, …` : all.join(", ");
}

function checkValue(matcher: Matcher, name: string, series: NamedSeries, context: Context): void {
  const values = series.values?.get(matcher.label);
  if (!values) return;
  const value = context.read(matcher.value);
  const unknown = unknownValues(matcher, value, values);
  if (unknown.length === 0) return;
  const numbers = matcher.label === "le" ? [...values].map((text) => parseNumber(text) ?? NaN) : [];
  const wanted = numbers.length > 0 ? parseNumber(unknown[0] ?? "") : undefined;
  const all = [...values];
  const likely =
    wanted === undefined || Number.isNaN(wanted)
      ? nearest(value, values)
      : nearestNumbers(wanted, numbers).map((number) => all[numbers.indexOf(number)] ?? "");
  const shown = [...new Set([...likely, ...(matcher.label === "le" && likely.length > 0 ? [] : all)])].slice(0, 12);
  const what = matcher.label === "le" ? `a bucket of ${name}` : `a value that ${matcher.label} of ${name} can have`;
  context.report(
    matcher,
    `${what}, not ${unknown.map(quoted).join(", ")}: ${shown.map(quoted).join(", ")}${shown.length < all.length ? ", …" : ""}`,
  );
}

/** Those values that are asked for and never there. Of a pattern that is no list, the whole, where it fits none. */
function unknownValues({ operator }: Matcher, value: string, values: ReadonlySet<string>): string[] {
  if (operator === "=" || operator === "!=") return value === "" || values.has(value) ? [] : [value];
  const pattern = re2(`^(?:${value})$`);
  if (!pattern) return [];
  // `1(\.0)?` and its like are one way to write several values.
  if (!/^[\w|. +-]*$/.test(value) || value.includes(".")) {
    return pattern.test("") || [...values].some((other) => pattern.test(other)) ? [] : [value];
  }
  return value.split("|").filter((part) => part !== "" && !values.has(part));
}

/** What a matcher tells of the labels: one that must equal something is on every series. */
function narrowed(labels: Labels, matchers: readonly Matcher[]): Labels {
  return matchers.reduce((known, { label, operator, value }) => {
    const isSet = (operator === "=" && value.value !== "") || (operator === "!=" && value.value === "");
    return isSet && label !== "__name__" ? withLabel(known, label, true) : known;
  }, labels);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
