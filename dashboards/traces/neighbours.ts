import { serviceGraph } from "../../lib/signals";
import type { Row, RowLink, TablePanel } from "../model";
import { callDuration, calls, failedCalls, neighbourhood } from "./edges";

/** Who calls the service, whom it calls, and where a failure comes from. */
export function neighbours(): Row {
  const all = neighbourhood(serviceGraph.requests);
  return {
    title: "Around it",
    lines: [
      [table()],
      [
        {
          kind: "callGraph",
          title: "Map",
          description:
            "Those that call the service, those that it calls, and those that they call, with calls and failures per second. Follow the failures to the last one that has any.",
          noData: "No calls",
          calls: { expr: all, unit: "/s" },
          failures: { expr: `${neighbourhood(serviceGraph.failed)} or 0 * ${all}`, unit: "failed/s" },
        },
      ],
    ],
  };
}

function table(): TablePanel {
  const { client, clientNamespace, server, serverNamespace } = serviceGraph.labels;
  return {
    kind: "table",
    title: "Calls",
    description:
      "Each pair of a caller and a called one, those that fail most on top. A click on one shows its own traces. A database, or whoever else has no spans, is called as the caller's span calls it, and a caller without spans is user; they have no namespace.",
    labels: [
      { label: client, title: "Caller", link: tracesOf(clientNamespace, client) },
      { label: clientNamespace, title: "Caller's namespace" },
      { label: server, title: "Called", link: tracesOf(serverNamespace, server) },
      { label: serverNamespace, title: "Called one's namespace" },
    ],
    values: [
      { title: "Rate", unit: "reqps", expr: calls },
      { title: "Failed", unit: "percentunit", expr: `${failedCalls} / (${calls} > 0)` },
      { title: "p95", unit: "s", expr: callDuration(0.95) },
    ],
    sortBy: [
      { column: "Failed", descending: true },
      { column: "Rate", descending: true },
    ],
    noData: "No calls",
    visibleRows: 8,
  };
}

function tracesOf(namespace: string, service: string): RowLink {
  return { dashboard: "traces", variables: { namespace, service } };
}
