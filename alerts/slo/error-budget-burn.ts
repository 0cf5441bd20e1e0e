import { parseDuration } from "../../lib/core";
import {
  burnRates,
  burnRatio,
  decimal,
  identityLabels,
  isLong,
  lastsFor,
  recorded,
  selector,
  spentShare,
  type AlertRule,
  type BudgetWindow,
  type BurnRate,
  type Objective,
  type RecordingRule,
  type ServiceTarget,
} from "../../lib/signals";
import type { AlertSettings } from "../definition";
import { percentage, where } from "../text";

/** The name of all alerts on objectives; their labels tell which, and over which windows. */
export const ERROR_BUDGET_BURN = "ServiceErrorBudgetBurn";

/**
 * An error budget burns too fast to last: one alert for each pair of windows of each objective, so that who is called sees
 * which of them it is.
 */
export function objectiveAlerts(target: ServiceTarget, settings: AlertSettings): AlertRule[] {
  return (target.objectives ?? []).flatMap((objective) =>
    burnRates(objective.window).map((rate) => burnAlert(target, objective, rate, settings)),
  );
}

/** The burn rates that the alerts compare with, for panels to draw. */
export function objectiveThresholds({ objectives = [] }: ServiceTarget): RecordingRule[] {
  return objectives.flatMap(({ slo, window }) =>
    burnRates(window).map(({ severity, long, factor }) => ({
      record: recorded.alertThreshold,
      expr: `vector(${factor})`,
      labels: { alert: ERROR_BUDGET_BURN, severity, slo, long_window: long },
      interval: "1m",
    })),
  );
}

/** Labels of the alert of one pair of windows. */
export function burnLabels({ slo }: Objective, { long, short, factor }: BurnRate): Readonly<Record<string, string>> {
  return { slo, long_window: long, short_window: short, burn_rate: String(factor) };
}

function burnAlert(
  target: ServiceTarget,
  objective: Objective,
  rate: BurnRate,
  { minimumRequestRate }: AlertSettings,
): AlertRule {
  const { slo, window, budget } = objective;
  const { long, short, factor, severity } = rate;
  const own = (name: string): string => selector(name, { ...identityLabels(target), slo });
  const limit = burnRatio(rate, objective);
  const isAbove = (each: BudgetWindow): string => `${own(recorded.errorRatio(each))} > ${limit}`;
  const conditions = [isAbove(long), isAbove(short), ...trafficOver(rate, own, minimumRequestRate)];
  return {
    alert: ERROR_BUDGET_BURN,
    // Divided by the budget, the ratio is the burn rate, which the texts tell.
    expr: `(${conditions.join(" and on () ")}) / ${budget}`,
    for: rate.for,
    // Its short window forgets a burst within minutes, and the next one would call again.
    ...(short === "5m" ? { keepFiringFor: "5m" } : {}),
    severity,
    labels: burnLabels(objective, rate),
    interval: isLong(long) ? "5m" : "1m",
    dashboard: { uid: "service", variables: identityLabels(target) },
    summary:
      `${target.service} ${slo === "availability" ? "fails" : "is too slow"} so often that its error budget burns ` +
      `{{ $value | humanize }} times as fast as it may`,
    description:
      `Of the requests to ${where(target)}, ${wanted(objective)} over ${window}. Over ${long} as over the last ${short} more than ` +
      `${percentage(limit)} of them did not. At ${factor} times as fast as it may, ${percentage(spentShare(rate, objective))} of the ` +
      `budget is gone within ${long}, and a full one in ${inWords(lastsFor(rate, objective))}; now it burns {{ $value | humanize }} times as ` +
      `fast. The dashboard shows how much is left, and which requests fail or are slow.`,
  };
}

/** What the objective is, as the end of a sentence about requests. */
function wanted({ slo, objective, under = 0 }: Objective): string {
  const what = slo === "availability" ? "be answered without 5xx" : `be answered within ${decimal(under * 1000)} ms`;
  return `${percentage(objective)} are to ${what}`;
}

/** A handful of requests spends no budget worth waking anybody for. On average over the time in which there were any to count. */
function trafficOver({ long }: BurnRate, own: (name: string) => string, minimumRate: number): string[] {
  if (minimumRate === 0) return [];
  return isLong(long)
    ? [`avg_over_time(${own(recorded.objectiveRequestCount)}[${long}]) > ${decimal(300 * minimumRate)}`]
    : [`avg_over_time(${own(recorded.objectiveRequests)}[${long}]) > ${minimumRate}`];
}

/** `2d 2h` */
function inWords(milliseconds: number): string {
  const hours = Math.round(milliseconds / parseDuration("1h"));
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  return [...(days > 0 ? [`${days}d`] : []), ...(rest > 0 || days === 0 ? [`${rest}h`] : [])].join(" ");
}
