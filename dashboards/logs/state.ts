import { countOverTime, errorLines, panicLines, rate, sum } from "../../lib/signals";
import type { Row } from "../model";
import { lines } from "./lines";

// As they are recorded of each service, for its alert on errors. Of everything else nothing is recorded.
const all = sum(rate(lines, "5m"));
const errors = `${sum(rate(errorLines(lines), "5m"))} or vector(0)`;

/** The share of lines that tell an error, which the alert on them compares. */
export const errorShare = `(${errors}) / ${all}`;

/** How much is logged, and how much of it is bad news. */
export function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          source: "logs",
          title: "Lines",
          description: "Log lines per second, over five minutes.",
          unit: "cps",
          expr: all,
          noData: "No lines",
        },
        {
          kind: "stat",
          source: "logs",
          title: "Errors",
          description: "Lines per second that tell an error, over five minutes.",
          unit: "cps",
          expr: errors,
        },
        {
          kind: "stat",
          source: "logs",
          title: "Errors of all lines",
          description: "The share of lines that tell an error, over five minutes.",
          unit: "percentunit",
          expr: errorShare,
          noData: "No lines",
        },
        {
          kind: "stat",
          source: "logs",
          title: "Panics, last hour",
          description: "Panics and exceptions with their stack, within the last hour.",
          unit: "short",
          expr: sum(countOverTime(panicLines(lines), "1h")),
          steps: [{ from: 1, color: "red" }],
          noData: "None",
        },
      ],
    ],
  };
}
