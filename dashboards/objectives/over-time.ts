import { max, recorded, type BudgetWindow, type Severity } from "../../lib/signals";
import { severityColors } from "../colors";
import { min } from "../expressions";
import type { Row, Series, TimeSeriesPanel } from "../model";
import { burnRate, chosen, OBJECTIVE, ofObjectives } from "./series";

const legend = "{{namespace}}/{{service}}, {{slo}}";

/** Since when it goes wrong. */
export function overTime(): Row {
  return { title: "The ten worst", lines: [[budgets(), fastest("1h"), fastest("6h")]] };
}

function budgets(): TimeSeriesPanel {
  const least = min(`min_over_time(${chosen(recorded.budgetLeft)}[$__range] @ end())`, OBJECTIVE);
  return {
    kind: "timeSeries",
    title: "Error budget left",
    description:
      "The ten that come nearest to their end in the time that is chosen. A line that falls steeply is an outage; one that falls all the time is a service that is never as good as it should be.",
    unit: "percentunit",
    belowZero: true,
    noData: "No objectives, or no traffic",
    series: [
      { expr: `${ofObjectives(recorded.budgetLeft)} and bottomk(10, ${least})`, legend },
      { expr: `0 * ${min(ofObjectives(recorded.objective))}`, legend: "spent", color: "red", dashed: true },
    ],
  };
}

/** By their largest value in the whole time, so that no curve comes and goes. */
function fastest(window: Extract<BudgetWindow, "1h" | "6h">): TimeSeriesPanel {
  const ratio = max(`max_over_time(${chosen(recorded.errorRatio(window))}[$__range] @ end())`, OBJECTIVE);
  const objective = max(`${chosen(recorded.objective)} @ end()`, OBJECTIVE);
  const largest = `${ratio} / (1 - ${objective})`;
  return {
    kind: "timeSeries",
    title: `Burn rate over ${window}`,
    description: `How many times as fast as it may the error budget burns, of the ten that burn fastest; at 1 it just lasts. With the lowest limit of the alert ServiceErrorBudgetBurn for this window.`,
    unit: "short",
    noData: "No objectives, or no traffic",
    series: [{ expr: `(${burnRate(window)}) and topk(10, ${largest})`, legend }, limit(window, "critical")],
  };
}

function limit(window: BudgetWindow, severity: Severity): Series {
  return {
    expr: min(chosen(recorded.alertThreshold, { alert: "ServiceErrorBudgetBurn", severity, long_window: window })),
    legend: `${severity} limit`,
    color: severityColors[severity],
    dashed: true,
  };
}
