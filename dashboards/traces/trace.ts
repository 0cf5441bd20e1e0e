import { logLabels, selector } from "../../lib/signals";
import type { Dashboard, Row } from "../model";
import type { Parts } from "../parts";

/**
 * One trace, with what its services logged meanwhile. Grafana's own page for that, Explore, is closed to readers who may
 * not edit.
 */
export function traceDashboard({ logs }: Parts): Dashboard {
  return {
    uid: "trace",
    title: "Trace",
    description: "One trace, with what its services logged meanwhile.",
    variables: [{ name: "trace", title: "Trace", text: "" }],
    rows: [spans(), ...(logs ? [lines()] : [])],
    // For an id that is typed: whatever leads here from a time brings it along.
    timeRange: "24h",
    // A trace that has ended does not change, and what the reader has unfolded stays so.
    refresh: "1h",
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Traces", dashboard: "traces" },
    ],
  };
}

function spans(): Row {
  return {
    lines: [
      [
        {
          kind: "trace",
          title: "Trace",
          description:
            "The spans of the trace over time. One that is not found was not kept: of those that did not fail, a part is.",
          traceId: "$trace",
        },
      ],
    ],
  };
}

function lines(): Row {
  const all = selector("", { [logLabels.service]: { re: ".+" } });
  return {
    title: "Logs",
    lines: [
      [
        {
          kind: "logs",
          title: "Log lines of the trace",
          description: "What its services logged with the trace's id, within the time that is chosen above.",
          noData: "No lines in this time",
          // Without an id, which begins as an empty text, all lines without one would match.
          expr: `${all} | trace_id="$trace" | trace_id!=""`,
        },
      ],
    ],
  };
}
