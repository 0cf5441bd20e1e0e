import type { Duration } from "../core";
import { intervals } from "./intervals";
import { durationCount, durationWithin } from "./http-metrics";
import type { HttpMetrics } from "./http-metrics";
import { selector, sum } from "./promql";
import { recorded, type BudgetWindow } from "./recorded";
import type { RecordingRule } from "./rule";
import { identityLabels, ownSeries, type ServiceTarget } from "./service-target";
import { isLong, type Objective } from "./slo";

/** Windows of error ratios, beside the objective's own: those of the alerts. */
const WINDOWS: readonly BudgetWindow[] = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];

/** How often series over a day and more are computed. */
const SLOW: Duration = "5m";

/**
 * The series of the objectives of one service. Long windows are sums of what was recorded of short ones, failures and
 * requests each for itself: an hour with few requests weighs little, and one without any, nothing.
 */
export function objectiveRecordings(target: ServiceTarget): RecordingRule[] {
  const { metrics, objectives = [] } = target;
  if (!metrics) return [];
  return objectives.flatMap((objective) => {
    const labels = { slo: objective.slo };
    const rule = (record: string, expr: string, interval: Duration = intervals.usual) => ({
      record,
      expr,
      labels,
      interval,
    });
    const own = (name: string): string => selector(name, { ...identityLabels(target), slo: objective.slo });
    const { requests, errors } = events(objective, metrics, target);
    const { budget, window } = objective;
    return [
      rule(recorded.objective, `vector(${objective.objective})`, intervals.constant),
      rule(recorded.objectiveRequests, requests),
      rule(recorded.objectiveErrors, errors),
      ...WINDOWS.filter((each) => !isLong(each)).map((each) => rule(recorded.errorRatio(each), ratio(own, each))),
      rule(recorded.burnRate, `${sum(own(recorded.errorRatio("5m")))} / ${budget}`),
      rule(recorded.objectiveRequestCount, `300 * ${sum(own(recorded.objectiveRequests))}`, SLOW),
      rule(recorded.objectiveErrorCount, `300 * ${sum(own(recorded.objectiveErrors))}`, SLOW),
      ...WINDOWS.filter(isLong).map((each) => rule(recorded.errorRatio(each), ratio(own, each), SLOW)),
      { ...rule(recorded.errorRatioOfWindow, ratio(own, window), SLOW), labels: { ...labels, window } },
      rule(recorded.budgetLeft, `1 - ${sum(own(recorded.errorRatioOfWindow))} / ${budget}`, SLOW),
    ];
  });
}

/** Requests and bad ones, per second over five minutes. */
function events(
  { slo, under = Infinity }: Objective,
  metrics: HttpMetrics,
  target: ServiceTarget,
): { readonly requests: string; readonly errors: string } {
  const mine = identityLabels(target);
  if (slo === "availability") {
    return {
      requests: sum(selector(recorded.requests, mine)),
      errors: sum(selector(recorded.failures, mine)),
    };
  }
  const own = ownSeries(target);
  const requests = selector(recorded.objectiveRequests, { ...mine, slo });
  const within = durationWithin(metrics, own, under, "5m");
  return {
    requests: durationCount(metrics, own, "5m"),
    errors:
      metrics.histogram === "native"
        ? // Of no requests the share within is NaN, which is never at least 0; none of them was slow.
          `${sum(requests)} * (1 - ${within}) >= 0 or 0 * ${sum(requests)}`
        : // A zero in place of a bucket that is not there would pass for an objective that is met.
          `clamp_min(${sum(requests)} - ${within}, 0)`,
  };
}

/** The share of bad requests of a window; absent without requests. */
function ratio(own: (name: string) => string, window: Duration): string {
  if (window === "5m") {
    return `${sum(own(recorded.objectiveErrors))} / (${sum(own(recorded.objectiveRequests))} > 0)`;
  }
  const [errors, requests] = isLong(window)
    ? [recorded.objectiveErrorCount, recorded.objectiveRequestCount]
    : [recorded.objectiveErrors, recorded.objectiveRequests];
  const total = (name: string): string => sum(`sum_over_time(${own(name)}[${window}])`);
  return `${total(errors)} / (${total(requests)} > 0)`;
}
