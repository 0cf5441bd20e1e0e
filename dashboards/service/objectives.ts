import { max, recorded, selector, type BudgetWindow, type Matchers, type Severity, type Slo } from "../../lib/signals";
import { severityColors } from "../colors";
import { chosenService } from "../expressions";
import type { Row, Series, TimeSeriesPanel } from "../model";

/** What is left of what may go wrong, and how fast it goes; empty for a service without objectives. */
export function objectives(): Row {
  return {
    title: "Objectives",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Error budget left",
          description:
            "The share of the error budget that is left, over the window of the objective or what there is of it: 100 % is untouched, 0 % spent, and below that the objective is missed.",
          unit: "percentunit",
          belowZero: true,
          noData: "No objectives, or no traffic",
          series: [
            { expr: max(selector(recorded.budgetLeft, chosenService), ["slo"]), legend: "{{slo}}", color: COLORS },
            // The line below which an objective is missed.
            {
              expr: `0 * ${max(selector(recorded.objective, chosenService))}`,
              legend: "spent",
              color: "red",
              dashed: true,
            },
          ],
        },
        burnRate("availability", "Requests answered 5xx."),
        burnRate("latency", "Requests that take longer than the objective allows."),
      ],
    ],
  };
}

const COLORS = { availability: "blue", latency: "purple" } as const;

/** Windows of the curves: how fast it burns now, and the long windows of the alerts. */
const CURVES: readonly BudgetWindow[] = ["5m", "1h", "6h", "1d", "3d"];

function burnRate(slo: Slo, bad: string): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: `Burn rate, ${slo}`,
    description: `${bad} How many times as fast as it may the error budget burns; at 1 it just lasts. With the limits of the alert ServiceErrorBudgetBurn, each for the curve of its window.`,
    unit: "short",
    noData: `No objective of ${slo}, or no traffic`,
    series: [...CURVES.map((window) => curve(slo, window)), limits(slo, "critical"), limits(slo, "warning")],
  };
}

function curve(slo: Slo, window: BudgetWindow): Series {
  const own: Matchers = { ...chosenService, slo };
  return {
    expr:
      window === "5m"
        ? max(selector(recorded.burnRate, own))
        : `${max(selector(recorded.errorRatio(window), own))} / (1 - ${max(selector(recorded.objective, own))})`,
    legend: `over ${window}`,
  };
}

/** As the alerts have them: one limit for each of their long windows. */
function limits(slo: Slo, severity: Severity): Series {
  const matchers: Matchers = { ...chosenService, alert: "ServiceErrorBudgetBurn", slo, severity };
  return {
    expr: max(selector(recorded.alertThreshold, matchers), ["long_window"]),
    legend: `${severity} over {{long_window}}`,
    color: severityColors[severity],
    dashed: true,
  };
}
