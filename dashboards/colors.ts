import type { Severity } from "../lib/signals";

/**
 * Names of Grafana's palette, never RGB values: each name has one shade for the dark theme and another for the light one.
 * Yellow is missing because it cannot be read on white; `text` is the theme's own text colour.
 */
export type Color = "green" | "blue" | "orange" | "red" | "purple" | "text";

export const severityColors: Readonly<Record<Severity, Color>> = { critical: "red", warning: "orange", info: "blue" };

/** Classes of HTTP status as a regular expression of codes, in the colours that they have on every dashboard. */
export const statusClasses: readonly { readonly name: string; readonly codes: string; readonly color: Color }[] = [
  { name: "2xx", codes: "2..", color: "green" },
  { name: "3xx", codes: "3..", color: "blue" },
  { name: "4xx", codes: "4..", color: "orange" },
  { name: "5xx", codes: "5..", color: "red" },
  // 1xx, and requests that ended without a status.
  { name: "other", codes: "1..|", color: "purple" },
];
