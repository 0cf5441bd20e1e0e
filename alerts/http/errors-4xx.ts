import type { Percent } from "../../lib/core";
import { identityLabels, recorded, selector, sum } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { percentage, where } from "../text";
import { FIVE_MINUTES } from "./case-window";
import { failureCases } from "./failure-cases";
import { hasMetrics, own } from "./traffic";

/**
 * A large share of requests is refused. All of 4xx is counted: which of them are normal (401 before a login, 404 of a bot)
 * depends on the service, and so does the limit. It tells nobody at night: it explains.
 */
export const errors4xx = thresholdAlert<Percent>({
  property: "errors4xx",
  alert: "ServiceErrors4xx",
  option: (alerts) => alerts.errors4xx,
  default: { above: "25%" },
  unit: "percent",
  severity: "info",
  for: "15m",
  drawn: false,
  appliesTo: hasMetrics,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no ratio exceeds"]),
  rule: (target, { limit }, { minimumRequestRate }) => {
    const refused = selector(recorded.requestsByRoute, { ...identityLabels(target), code: { re: "4.." } });
    return {
      // Recorded by route and code already; without one 4xx it is absent, which is not above anything either.
      expr: `${sum(refused)} / on () (${own(target, recorded.requests)} > ${minimumRequestRate}) > ${limit}`,
      keepFiringFor: KEEP_FIRING_FOR,
      summary: `${target.service} answers {{ $value | humanizePercentage }} of its requests with 4xx`,
      description:
        `Over five minutes {{ $value | humanizePercentage }} of the requests to ${where(target)} were answered 4xx ` +
        `(the limit is ${percentage(limit)}). The dashboard shows which routes and codes: 401 and 403 are credentials, ` +
        `404 is a route that went missing or a bot, 429 is a client that asks too often.`,
    };
  },
  cases: (target, level, { minimumRequestRate }) =>
    failureCases(target, level, {
      window: FIVE_MINUTES,
      minimumRate: minimumRequestRate,
      keepFiringFor: KEEP_FIRING_FOR,
      failed: "404",
      other: "503",
    }),
});

const KEEP_FIRING_FOR = "5m";
