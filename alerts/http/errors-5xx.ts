import type { Percent } from "../../lib/core";
import { identityLabels, recorded } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { percentage, where } from "../text";
import { FIVE_MINUTES } from "./case-window";
import { failureCases, withoutResponse, type FailureAlert } from "./failure-cases";
import { hasMetrics, own, withTraffic } from "./traffic";

/** A share of requests fails for minutes on end. */
export const errors5xx = thresholdAlert<Percent>({
  property: "errors5xx",
  alert: "ServiceErrors5xx",
  option: (alerts) => alerts.errors5xx,
  default: { warning: { above: "1%" }, critical: { above: "5%" } },
  unit: "percent",
  severity: "critical",
  for: "5m",
  appliesTo: hasMetrics,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no ratio exceeds"]),
  rule: (target, { limit }, { minimumRequestRate }) => ({
    expr: withTraffic(target, `${own(target, recorded.failureRatio)} > ${limit}`, minimumRequestRate),
    keepFiringFor: KEEP_FIRING_FOR,
    dashboard: { uid: "triage", variables: identityLabels(target) },
    summary: `${target.service} answers {{ $value | humanizePercentage }} of its requests with 5xx`,
    description:
      `Over five minutes {{ $value | humanizePercentage }} of the requests to ${where(target)} were answered 5xx ` +
      `(the limit is ${percentage(limit)}). The dashboard shows which routes, since when and what changed.`,
  }),
  cases: (target, level, { minimumRequestRate }) => {
    const alert: FailureAlert = {
      window: FIVE_MINUTES,
      minimumRate: minimumRequestRate,
      keepFiringFor: KEEP_FIRING_FOR,
      failed: "503",
      other: "404",
    };
    return [...failureCases(target, level, alert), ...withoutResponse(target, level, alert)];
  },
});

const KEEP_FIRING_FOR = "2m";
