import { recorded } from "../../lib/signals";
import { severityColors } from "../colors";
import { count, firing, min } from "../expressions";
import type { Row, StatPanel } from "../model";
import { ofObjectives } from "./series";

/** How many objectives there are, and how many of them are in danger. */
export function state(): Row {
  const budgets = ofObjectives(recorded.budgetLeft);
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Missed objectives",
          description: "Objectives whose error budget is spent: more requests were bad than may be.",
          unit: "short",
          expr: `${count(`${budgets} < 0`)} or vector(0)`,
          steps: [{ from: 1, color: "red" }],
        },
        burning("critical", "Objectives whose budget burns so fast that somebody is woken."),
        burning("warning", "Objectives whose budget will not last, for working hours."),
        {
          kind: "stat",
          title: "Least budget left",
          description: "What is left of the error budget that is nearest to its end, or furthest beyond it.",
          unit: "percentunit",
          expr: min(budgets),
          noData: "No traffic",
        },
        {
          kind: "stat",
          title: "Objectives",
          description: "How many objectives are watched.",
          unit: "short",
          expr: count(ofObjectives(recorded.objective)),
          noData: "None",
        },
      ],
    ],
  };
}

function burning(severity: "critical" | "warning", description: string): StatPanel {
  const alerts = firing({ alertname: "ServiceErrorBudgetBurn", severity, namespace: { re: "$namespace" } });
  return {
    kind: "stat",
    title: `Burning, ${severity}`,
    description,
    unit: "short",
    expr: `${count(count(alerts, ["namespace", "service", "slo"]))} or vector(0)`,
    steps: [{ from: 1, color: severityColors[severity] }],
  };
}
