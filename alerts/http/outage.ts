import type { Percent } from "../../lib/core";
import { failedRequests, identityLabels, ownSeries, requestRate, sum, type ServiceTarget } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { percentage, where } from "../text";
import { ONE_MINUTE } from "./case-window";
import { failureCases, withoutResponse, type FailureAlert } from "./failure-cases";
import { metricsOf } from "../case-series";
import { hasMetrics } from "./traffic";

/**
 * Most requests of the last minute fail. Evaluated on a short window, so that it arrives within a minute and a half; it
 * takes as many requests in that minute as the other alerts take in five.
 */
export const outage = thresholdAlert<Percent>({
  property: "outage",
  alert: "ServiceOutage",
  option: (alerts) => alerts.outage,
  default: { above: "50%" },
  unit: "percent",
  severity: "critical",
  for: "15s",
  interval: null,
  appliesTo: hasMetrics,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no ratio exceeds"]),
  rule: (target, { limit }, { minimumRequestRate }) => ({
    // Nothing recorded: four rules that are evaluated so often would be a third of what all alerts of a service cost.
    expr: failing(target, 5 * minimumRequestRate, limit),
    keepFiringFor: KEEP_FIRING_FOR,
    dashboard: { uid: "triage", variables: identityLabels(target) },
    summary: `${target.service} fails {{ $value | humanizePercentage }} of its requests`,
    description:
      `In the last minute {{ $value | humanizePercentage }} of the requests to ${where(target)} were answered 5xx ` +
      `(the limit is ${percentage(limit)}). Look at what changed: rollout, configuration, dependencies.`,
  }),
  cases: (target, level, { minimumRequestRate }) => {
    const alert: FailureAlert = {
      window: ONE_MINUTE,
      minimumRate: 5 * minimumRequestRate,
      keepFiringFor: KEEP_FIRING_FOR,
      failed: "503",
      other: "404",
    };
    return [...failureCases(target, level, alert), ...withoutResponse(target, level, alert)];
  },
});

const KEEP_FIRING_FOR = "1m";

/** Without any failure it is absent, and not 0, which is above no limit either. */
function failing(target: ServiceTarget, minimumRate: number, limit: number): string {
  const [metrics, own] = [metricsOf(target), ownSeries(target)];
  const failures = sum(failedRequests(metrics, own, "1m"));
  return `${failures} / (${sum(requestRate(metrics, own, "1m"))} > ${minimumRate}) > ${limit}`;
}
