import type { Color } from "../colors";
import type { GrafanaMapping, GrafanaThresholds } from "./json";
import type { Step, Word } from "../model";

/** Colours by value, with `base` below the first step. */
export function thresholds(base: Color | "transparent", steps: readonly Step[]): GrafanaThresholds {
  return {
    mode: "absolute",
    steps: [{ color: base, value: null }, ...steps.map(({ from, color }) => ({ color, value: from }))],
  };
}

/** Colours, and words if given, in place of exact values. */
export function mapping(words: Readonly<Record<string, Partial<Word> & { readonly color: Color }>>): GrafanaMapping {
  const entries = Object.entries(words).map(([value, word], index) => [value, { ...word, index }] as const);
  return { type: "value", options: Object.fromEntries(entries) };
}
