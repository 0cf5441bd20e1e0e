import type { Duration, Percent } from "../../lib/core";
import { growing, recorded, type AlertCase, type ServiceTarget } from "../../lib/signals";
import { requests } from "../case-series";
import { thresholdAlert } from "../definition";
import { unlessScaledToZero } from "../scaled-to-zero";
import { percentage, where } from "../text";
import type { ParsedLevel } from "../threshold";
import { after, amongOthers, justAbove, recordedSeries } from "./case-window";
import { scaledToZero } from "./scaled-to-zero-cases";
import { hasMetrics, own } from "./traffic";
import { evenly, EVENT, inTurn, inTwoHalves, justLongEnough, sinceLastWeek, WEEK_STEP } from "./week-cases";

/** Below that many requests a second an hour says nothing about the same hour a week later. */
const FLOOR = 1;
const KEEP_FIRING_FOR = "5m";

/**
 * Much of the traffic of last week does not arrive: clients cannot reach the service, or one of them is broken, and nothing
 * fails. Without a week of metrics there is nothing to compare with, and it is silent.
 *
 * Of not one request `noTraffic` tells, sooner, and knows an hour: when that is over, this one goes on.
 */
export const trafficDrop = thresholdAlert<Percent>({
  property: "trafficDrop",
  alert: "ServiceTrafficDrop",
  option: (alerts) => alerts.trafficDrop,
  default: { above: "70%" },
  unit: "percent",
  severity: "warning",
  for: "15m",
  step: WEEK_STEP,
  drawn: false,
  appliesTo: hasMetrics,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, as no more than all of it can be missing"]),
  rule: (target, { limit }) => {
    const now = own(target, recorded.requests);
    const lastWeek = own(target, recorded.requestsLastWeek);
    const hourBefore = own(target, recorded.requestsHourBefore);
    return {
      expr: unlessScaledToZero(
        target,
        `1 - ${now} / on () (${lastWeek} > ${FLOOR}) > ${limit} unless on () (${now} == 0 and on () ${hourBefore} > 0)`,
      ),
      keepFiringFor: KEEP_FIRING_FOR,
      summary: `{{ $value | humanizePercentage }} of last week's traffic does not reach ${target.service}`,
      description:
        `${where(target)} gets {{ $value | humanizePercentage }} fewer requests than at the same hour a week ago ` +
        `(the limit is ${percentage(limit)}). On a holiday that is as it should be. Otherwise look at what lies between ` +
        `clients and the service: DNS, ingress, certificates, and the last release of its largest client.`,
    };
  },
  cases: (target, level) =>
    amongOthers(target, dropCases(target, level), (other, duration) => [
      requests(other, "200", growing(100, duration)),
      ...recordedSeries(
        other,
        duration,
        { name: recorded.requests, value: 0 },
        { name: recorded.requestsLastWeek, value: 5 },
        { name: recorded.requestsHourBefore, value: 5 },
      ),
    ]),
});

function dropCases(target: ServiceTarget, { limit, for: wait }: ParsedLevel): readonly AlertCase[] {
  const past = justAbove(limit, 1);
  const long = justLongEnough(after(wait, "30m"));
  const dropped = (usual: number, missing: number, duration: Duration = long) => [
    sinceLastWeek(target, evenly(usual), growing(usual, "1h"), growing(usual * (1 - missing), duration)),
  ];
  const enough = FLOOR * 1.01;
  const [first, second] = [enough * 1.2, enough * 0.8];
  return [
    {
      name: "just past the limit from just enough traffic, then as last week",
      series: [
        sinceLastWeek(
          target,
          inTwoHalves(first, second, wait),
          growing(first, "1h"),
          growing(enough * (1 - past), justLongEnough(wait)),
          growing(first, "1h"),
        ),
      ],
      fires: { since: EVENT, value: past, until: after(EVENT, justLongEnough(wait), KEEP_FIRING_FOR) },
    },
    {
      name: "just under the limit, and past it from too little traffic",
      series: [
        inTurn(
          target,
          wait,
          { harmless: 10, alarming: 5 * (1 - past) },
          { lastWeek: 10, now: 10 * (1 - limit * 0.99) },
          { lastWeek: FLOOR * 0.99, now: FLOOR * 0.99 * (1 - past) },
        ),
      ],
      stays: "inactive",
    },
    {
      name: "not one request, for more than an hour",
      series: dropped(10, 1, justLongEnough(after(wait, "90m"))),
      // The hour that ended five minutes ago has seen none since the last one arrived, one step before the event.
      fires: { since: after(EVENT, "60m", WEEK_STEP), value: 1 },
    },
    {
      name: "in its first week",
      series: [requests(target, "200", growing(10, "1h"), growing(0.1, long))],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
    ...scaledToZero(target, dropped(10, past), { event: EVENT, since: EVENT, wait, value: past }),
  ];
}
