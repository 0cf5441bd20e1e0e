import { recorded } from "../../lib/signals";
import { severityColors } from "../colors";
import { count, min } from "../expressions";
import type { Row, StatPanel } from "../model";
import { burning, OBJECTIVE, ofObjectives } from "./series";

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
        burningStat("critical", "Objectives whose budget burns so fast that somebody is woken."),
        burningStat("warning", "Objectives whose budget will not last, for working hours."),
        {
          kind: "stat",
          title: "Least budget left",
          description: "What is left of the error budget that is nearest to its end, or furthest beyond it.",
          unit: "percentunit",
          expr: min(budgets),
          below: "red",
          steps: [{ from: 0, color: "green" }],
          noData: "No traffic",
        },
        {
          kind: "stat",
          title: "Objectives watched",
          description: "How many objectives are watched.",
          unit: "short",
          expr: count(ofObjectives(recorded.objective)),
          noData: "None",
        },
      ],
    ],
  };
}

function burningStat(severity: "critical" | "warning", description: string): StatPanel {
  return {
    kind: "stat",
    title: `Burning, ${severity}`,
    description,
    unit: "short",
    expr: `${count(count(burning(severity), OBJECTIVE))} or vector(0)`,
    steps: [{ from: 1, color: severityColors[severity] }],
  };
}
