import { escapeRegex } from "../../signals";
import type { TimeRange } from "../sources";

/** What a variable stands for: one text, or those of several that are chosen, or all of them. */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "several"; readonly texts: readonly string[] }
  /** A regular expression that matches each. */
  | { readonly kind: "all"; readonly pattern: string };

export type Values = ReadonlyMap<string, Value>;

/** Prometheus cannot compute a rate of fewer than two samples; Grafana takes four scrapes for safe. */
const SCRAPES = 4;

/**
 * The values of Grafana's own variables. A rate's interval holds four scrapes at least.
 * @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-__rate_interval
 */
export function ownValues({ from, to, step }: TimeRange, scrapeInterval: number): [string, Value][] {
  return [
    ["__interval", seconds(step)],
    ["__rate_interval", seconds(Math.max(step + scrapeInterval, SCRAPES * scrapeInterval))],
    ["__range", seconds(to - from)],
    ["__auto", seconds(step)],
  ];
}

function seconds(value: number): Value {
  return { kind: "text", text: `${value}s` };
}

/** `$name`, `${name}` and `${name:raw}`. */
const VARIABLE = /\$(?:\{(\w+)(?::(\w+))?\}|([A-Za-z_]\w*))/g;

/**
 * The text of a query with the values of variables in it. As Grafana does for Prometheus and Loki, what stands within
 * quotes there is escaped, unless it is asked for `raw`. Names that are no variables stay as they are: groups of regular
 * expressions are.
 */
export function interpolated(query: string, values: Values): string {
  return replaced(query, values, false);
}

/** The same for what people read: titles, and texts with commands. */
export function interpolatedText(text: string, values: Values): string {
  return replaced(text, values, true);
}

function replaced(query: string, values: Values, raw: boolean): string {
  return query.replaceAll(VARIABLE, (text, braced: string | undefined, format: string | undefined, bare: string) => {
    const value = values.get(braced ?? bare);
    return value === undefined ? text : written(value, raw || format === "raw");
  });
}

function written(value: Value, raw: boolean): string {
  switch (value.kind) {
    case "all":
      return value.pattern;
    case "text":
      return raw ? value.text : value.text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    case "several": {
      const patterns = value.texts.map((text) => (raw ? text : escapeRegex(text).replaceAll("\\", "\\\\")));
      return patterns.length === 1 ? patterns.join("") : `(${patterns.join("|")})`;
    }
  }
}
