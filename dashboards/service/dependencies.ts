import { max, recorded, selector } from "../../lib/signals";
import { alertLimits, chosenService, topTen } from "../expressions";
import type { Row, TablePanel, TimeSeriesPanel } from "../model";

const SERVER = ["server"];
const legend = "{{server}}";
const noData = "No calls";

/** Whom the service calls, as its traces tell, and whether the trouble comes from there. */
export function dependencies(): Row {
  return { title: "Dependencies", lines: [dependencyCurves(), [dependencyTable()]] };
}

export function dependencyCurves(): TimeSeriesPanel[] {
  return [
    {
      kind: "timeSeries",
      title: "Failed calls",
      description:
        "The share of calls that failed, by whom they went to, of the ten with the largest; over five minutes, with the limits of the alert ServiceDependencyErrors. What fails here before the service's own requests do is their cause.",
      unit: "percentunit",
      noData: "No failed calls",
      series: [
        { expr: topTen(max, selector(recorded.dependencyFailureRatio, chosenService), SERVER), legend },
        ...alertLimits("ServiceDependencyErrors"),
      ],
    },
    {
      kind: "timeSeries",
      title: "Duration of calls, p95",
      description:
        "How long the slowest twentieth of the calls takes, as the service sees it, by whom they went to, of the ten slowest; over five minutes, with the limits of the alert ServiceDependencySlow. What waits for a slow one is slow too, and fails when it has waited long enough.",
      unit: "s",
      noData,
      series: [
        { expr: topTen(max, selector(recorded.dependencyLatency, chosenService), SERVER), legend },
        ...alertLimits("ServiceDependencySlow"),
      ],
    },
  ];
}

export function dependencyTable(): TablePanel {
  const calls = max(selector(recorded.dependencyCalls, chosenService), SERVER);
  const failed = max(selector(recorded.dependencyFailureRatio, chosenService), SERVER);
  return {
    kind: "table",
    title: "Calls now",
    description:
      "Each service, database or queue that is called, those that fail on top, then the slow ones; over five minutes. One that sends no spans is called as the caller's span calls it.",
    labels: [{ label: "server", title: "Called" }],
    values: [
      { title: "Failed", unit: "percentunit", expr: `${failed} or 0 * ${calls}` },
      { title: "p95", unit: "s", expr: max(selector(recorded.dependencyLatency, chosenService), SERVER) },
      { title: "Calls", unit: "reqps", expr: calls },
    ],
    sortBy: [
      { column: "Failed", descending: true },
      { column: "p95", descending: true },
    ],
    noData,
    visibleRows: 5,
  };
}
