import { recorded, type Severity } from "../../lib/signals";
import { severityColors } from "../colors";
import { count } from "../expressions";
import type { Row, ValueColumn } from "../model";
import { burning, burnRate, OBJECTIVE, ofObjectives } from "./series";

/** Each objective, the worst on top. */
export function everyObjective(): Row {
  return {
    lines: [
      [
        {
          kind: "table",
          title: "Objectives",
          description:
            "Each objective, those with the least budget left on top: 100 % is untouched, 0 % spent, and below that the objective is missed. A burn rate is how many times as fast as it may the budget burns, over five minutes, an hour and six hours; at 1 it just lasts. Critical and warning count its alerts that fire, for which a burn rate has to last. A click on a service opens its dashboard.",
          labels: [
            {
              label: "service",
              title: "Service",
              link: { dashboard: "service", variables: { namespace: "namespace", service: "service" } },
            },
            { label: "namespace", title: "Namespace" },
            { label: "slo", title: "About" },
          ],
          values: [
            { title: "Objective", unit: "percentunit", expr: ofObjectives(recorded.objective) },
            {
              title: "Budget left",
              unit: "percentunit",
              expr: ofObjectives(recorded.budgetLeft),
              below: "red",
              steps: [{ from: 0, color: "transparent" }],
            },
            alerts("Critical", "critical"),
            alerts("Warning", "warning"),
            { title: "Burn rate", unit: "short", expr: burnRate("5m"), steps: [{ from: 1, color: "orange" }] },
            { title: "Over 1h", unit: "short", expr: burnRate("1h"), steps: [{ from: 1, color: "orange" }] },
            { title: "Over 6h", unit: "short", expr: burnRate("6h"), steps: [{ from: 1, color: "orange" }] },
            { title: "Requests", unit: "reqps", expr: ofObjectives(recorded.objectiveRequests) },
          ],
          sortBy: [{ column: "Budget left" }, { column: "Over 1h", descending: true }],
          noData: "No service has objectives",
          visibleRows: 8,
        },
      ],
    ],
  };
}

function alerts(title: string, severity: Severity): ValueColumn {
  return {
    title,
    unit: "short",
    expr: `${count(burning(severity), OBJECTIVE)} or 0 * ${ofObjectives(recorded.objective)}`,
    steps: [{ from: 1, color: severityColors[severity] }],
  };
}
