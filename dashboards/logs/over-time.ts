import { countOverTime, errorLines, panicLines, sum } from "../../lib/signals";
import { alertLimits } from "../expressions";
import type { Row } from "../model";
import { foundLines, LEVEL, levelColors, lines, perMinute, POD } from "./lines";
import { errorShare } from "./state";

/** When something began, and where. */
export function overTime(): Row {
  return {
    title: "Over time",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Lines by level",
          description:
            "Lines per minute that contain the text, by level. It is unknown where neither the program tells it nor the line does.",
          unit: "cpm",
          stacked: true,
          noData: "No lines",
          series: [{ source: "logs", expr: perMinute(foundLines, LEVEL), legend: `{{${LEVEL}}}`, color: levelColors }],
        },
        {
          kind: "timeSeries",
          title: "Errors by pod",
          description:
            "Lines per minute that contain the text and tell an error. One pod alone is seldom the code's fault.",
          unit: "cpm",
          noData: "No errors",
          series: [{ source: "logs", expr: perMinute(errorLines(foundLines), POD), legend: `{{${POD}}}` }],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Errors of all lines",
          description:
            "The share of lines that tell an error, over five minutes, whatever text they contain, with the limits of the alert ServiceErrorLogs.",
          unit: "percentunit",
          noData: "No lines",
          series: [
            { source: "logs", expr: errorShare, legend: "over 5 minutes", color: "purple" },
            ...alertLimits("ServiceErrorLogs"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Panics",
          description:
            "Panics, and exceptions with their stack, within five minutes, whatever text they contain, by pod, with the limits of the alert ServicePanics.",
          unit: "short",
          stacked: true,
          noData: "No panics",
          series: [
            { source: "logs", expr: sum(countOverTime(panicLines(lines), "5m"), [POD]), legend: `{{${POD}}}` },
            ...alertLimits("ServicePanics"),
          ],
        },
      ],
    ],
  };
}
