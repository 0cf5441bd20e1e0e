import { spanMetrics } from "../../lib/signals";
import type { Row, TablePanel } from "../model";
import { duration, durationAsMeasured, failedShare, OPERATION, spans, topFailing, topSlow, type Kind } from "./spans";

const WORDS = {
  server: { title: "Requests", one: "request", many: "requests" },
  client: { title: "Calls to others", one: "call", many: "calls" },
} as const;

/** How often each operation fails, and how long it takes. */
export function operations(kind: Kind): Row {
  const { title, one, many } = WORDS[kind];
  return {
    title,
    lines: [
      [
        {
          kind: "timeSeries",
          title: `Failed ${many} by operation`,
          description: `Failed ${many} per second, of the ten operations with most of them.`,
          unit: "reqps",
          noData: `No failed ${many}`,
          series: [{ expr: topFailing(kind), legend: `{{${OPERATION}}}` }],
        },
        {
          kind: "timeSeries",
          title: `Duration of ${many}`,
          description: `Half of the ${many} take longer than p50, a twentieth longer than p95, a hundredth longer than p99. Each point is one ${one}, and opens its trace, if that was kept.`,
          unit: spanMetrics.unit,
          noData: "No spans",
          series: [
            { expr: durationAsMeasured(0.5, kind), legend: "p50", color: "green", exemplars: true },
            { expr: durationAsMeasured(0.95, kind), legend: "p95", color: "blue" },
            { expr: durationAsMeasured(0.99, kind), legend: "p99", color: "purple" },
          ],
        },
        {
          kind: "timeSeries",
          title: `99th percentile of ${many} by operation`,
          description: `How long the slowest hundredth takes, of the ten slowest operations.`,
          unit: "s",
          noData: "No spans",
          series: [{ expr: topSlow(kind), legend: `{{${OPERATION}}}` }],
        },
      ],
      [table(kind)],
    ],
  };
}

function table(kind: Kind): TablePanel {
  const { title, many } = WORDS[kind];
  const by = [OPERATION];
  return {
    kind: "table",
    title: `${title} by operation`,
    description: `Each operation, those that fail most on top. An operation is what its span is called; ${many} whose spans are all called alike cannot be told apart.`,
    labels: [{ label: OPERATION, title: "Operation" }],
    values: [
      { title: "Rate", unit: "reqps", expr: spans(kind, by) },
      { title: "Failed", unit: "percentunit", expr: failedShare(kind, by) },
      { title: "p50", unit: "s", expr: duration(0.5, kind, by) },
      { title: "p99", unit: "s", expr: duration(0.99, kind, by) },
    ],
    sortBy: [
      { column: "Failed", descending: true },
      { column: "Rate", descending: true },
    ],
    noData: "No spans",
    visibleRows: 8,
  };
}
