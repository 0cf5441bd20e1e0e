import { identityLabels, ownSeries, recorded, selector, type ServiceTarget } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { unlessScaledToZero } from "../scaled-to-zero";
import { where } from "../text";
import { noTrafficCases } from "./no-traffic-cases";
import { hasMetrics, own } from "./traffic";

/**
 * Not one request arrives at a service that had many: clients cannot reach it, and nothing fails.
 *
 * Pods that were replaced meanwhile have no series of requests before their first one, so that an absent series counts as
 * none, as long as the metrics can be read: where they cannot, or no pod is left, `metricsMissing` and `down` tell. The hour
 * before is all that is known of a service, so it is silent within its first, and says nothing of a silence longer than an
 * hour: from then on `trafficDrop` does, which knows whether nights are silent.
 */
export const noTraffic = thresholdAlert<number>({
  property: "noTraffic",
  alert: "ServiceNoTraffic",
  option: (alerts) => alerts.noTraffic,
  default: { above: 0.2 },
  unit: "number",
  severity: "warning",
  for: "5m",
  drawn: false,
  appliesTo: hasMetrics,
  rule: (target, { limit }) => {
    const now = own(target, recorded.requests);
    // Requests a minute: a fifth of a request is nothing that people count.
    const perMinute = Number((60 * limit).toPrecision(12));
    return {
      expr: unlessScaledToZero(
        target,
        `60 * ${own(target, recorded.requestsHourBefore)} > ${perMinute} and on () ${now} offset 1h ` +
          `and on () ${isWatched(target)} unless on () ${now} > 0`,
      ),
      summary: `Not one request reaches ${target.service} any more`,
      description:
        `${where(target)} had {{ $value | humanize }} requests a minute in the hour before (it tells above ${perMinute}), ` +
        `and not one within the last five minutes. Call it as a client would, from outside: look at DNS, ingress, certificates ` +
        `and network policies, and at its largest client.`,
    };
  },
  cases: noTrafficCases,
});

/** Something of its metrics arrives. What is pushed has no `up`; `target_info` comes with every push. */
function isWatched(target: ServiceTarget): string {
  return target.metrics?.scrape === false
    ? selector("target_info", ownSeries(target))
    : `${selector("up", identityLabels(target))} == 1`;
}
