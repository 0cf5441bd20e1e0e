import { countOverTime, max, panicLines, recorded, selector, sum } from "../../lib/signals";
import { chosenService } from "../expressions";
import type { Row } from "../model";
import { lines } from "./lines";

/** How much is logged, and how much of it is bad news. */
export function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Lines",
          description: "Log lines per second, over five minutes.",
          unit: "cps",
          expr: max(selector(recorded.logLines, chosenService)),
          noData: "No lines",
        },
        {
          kind: "stat",
          title: "Errors",
          description: "Lines per second that tell an error, over five minutes.",
          unit: "cps",
          expr: max(selector(recorded.errorLogLines, chosenService)),
        },
        {
          kind: "stat",
          title: "Errors of all lines",
          description: "The share of lines that tell an error, over five minutes.",
          unit: "percentunit",
          expr: errorShare(),
          noData: "No lines",
        },
        {
          kind: "stat",
          source: "logs",
          title: "Panics",
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

/** The share of lines that tell an error, which the alert on them compares. */
export function errorShare(): string {
  return `${max(selector(recorded.errorLogLines, chosenService))} / (${max(selector(recorded.logLines, chosenService))} > 0)`;
}
