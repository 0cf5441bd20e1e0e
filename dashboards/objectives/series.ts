import { max, recorded, selector, type BudgetWindow, type Matchers, type Severity } from "../../lib/signals";
import { firing } from "../expressions";

const chosenNamespaces: Matchers = { namespace: { re: "$namespace" } };

/** What tells one objective from all others. */
export const OBJECTIVE = ["namespace", "service", "slo"];

/** A recorded series of every objective in the chosen namespaces. */
export function ofObjectives(series: string): string {
  return max(chosen(series), OBJECTIVE);
}

export function chosen(series: string, matchers: Matchers = {}): string {
  return selector(series, { ...chosenNamespaces, ...matchers });
}

/** How many times as fast as it may the error budget burns; at 1 it just lasts. */
export function burnRate(window: BudgetWindow): string {
  if (window === "5m") return ofObjectives(recorded.burnRate);
  return `${ofObjectives(recorded.errorRatio(window))} / (1 - ${ofObjectives(recorded.objective)})`;
}

/** The alerts on budgets that burn too fast. */
export function burning(severity: Severity): string {
  return firing({ alertname: "ServiceErrorBudgetBurn", severity, ...chosenNamespaces });
}
