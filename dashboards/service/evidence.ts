import { errorLines, panicLines } from "../../lib/signals";
import { lines, perMinute, POD } from "../logs/lines";
import type { LogsPanel, Row, TimeSeriesPanel } from "../model";
import type { Parts } from "../parts";
import { failedTraces } from "../traces/found";

/** What single requests tell: their lines and their traces; nothing where neither is kept. */
export function evidence({ logs, traces }: Parts): Row[] {
  const curves = logs ? [errorsOverTime()] : [];
  const list = traces ? [failedTraces({ visibleRows: 6 })] : [];
  const title = logs && traces ? "Logs and traces" : logs ? "Logs" : "Traces";
  return logs || traces ? [{ title, lines: [[...curves, ...list], ...(logs ? [[newestErrors()]] : [])] }] : [];
}

export function newestErrors(): LogsPanel {
  return {
    kind: "logs",
    title: "Errors",
    description:
      "The newest lines that tell an error. A click on one shows what else is known of it, such as its pod, and leads to its trace.",
    noData: "No errors",
    expr: errorLines(lines),
  };
}

export function newestPanics(): LogsPanel {
  return {
    kind: "logs",
    title: "Panics",
    description:
      "The newest panics, and exceptions, each with its stack. The first line of the stack below the panic that is the service's own code is the place.",
    noData: "No panics",
    expr: panicLines(lines),
  };
}

export function errorsOverTime(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Errors in the log by pod",
    description: "Lines per minute that tell an error. One pod alone is seldom the code's fault.",
    unit: "cpm",
    noData: "No errors",
    series: [{ source: "logs", expr: perMinute(errorLines(lines), POD), legend: `{{${POD}}}` }],
  };
}
