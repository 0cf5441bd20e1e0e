import { growing, recorded, type AlertCase, type ServiceTarget } from "../../lib/signals";
import { requests } from "../case-series";
import { thresholdAlert } from "../definition";
import { where } from "../text";
import type { ParsedLevel } from "../threshold";
import { after, amongOthers, justAbove, recordedSeries } from "./case-window";
import { hasMetrics, own } from "./traffic";
import { EVENT, inTurn, inTwoHalves, justLongEnough, sinceLastWeek, WEEK_STEP } from "./week-cases";

/** Fewer requests a second than that are no spike, whatever they are compared with. */
const FLOOR = 1;
const KEEP_FIRING_FOR = "5m";

/**
 * Far more requests arrive than a week ago: a campaign, a client that tries again and again, a crawler, an attack. It
 * explains why others are slow or full. Silent without a week of metrics, and where that hour had none.
 */
export const trafficSpike = thresholdAlert<number>({
  property: "trafficSpike",
  alert: "ServiceTrafficSpike",
  option: (alerts) => alerts.trafficSpike,
  default: { above: 3 },
  unit: "number",
  severity: "info",
  for: "15m",
  step: WEEK_STEP,
  drawn: false,
  appliesTo: hasMetrics,
  refuse: ({ limit }) => (limit > 1 ? undefined : ["more than 1, which is the traffic of last week itself"]),
  rule: (target, { limit }) => {
    const now = own(target, recorded.requests);
    const lastWeek = own(target, recorded.requestsLastWeek);
    return {
      expr: `(${now} > ${FLOOR}) / on () (${lastWeek} > 0) > ${limit}`,
      keepFiringFor: KEEP_FIRING_FOR,
      summary: `${target.service} gets {{ $value | humanize }} times the traffic of last week`,
      description:
        `${where(target)} gets {{ $value | humanize }} times the requests of the same hour a week ago ` +
        `(the limit is ${limit}). The dashboard shows which routes; the log shows which clients. ` +
        `Look at whether replicas and dependencies keep up.`,
    };
  },
  cases: (target, level) =>
    amongOthers(target, spikeCases(target, level), (other, duration) => [
      requests(other, "200", growing(100, duration)),
      ...recordedSeries(
        other,
        duration,
        { name: recorded.requests, value: 100 },
        { name: recorded.requestsLastWeek, value: 1 },
      ),
    ]),
});

function spikeCases(target: ServiceTarget, { limit, for: wait }: ParsedLevel): readonly AlertCase[] {
  const past = justAbove(limit);
  const enough = FLOOR * 1.01;
  const usual = enough / past;
  const [first, second] = [usual * 0.8, usual * 1.2];
  return [
    {
      name: "just past the limit with just enough traffic, then as last week",
      series: [
        sinceLastWeek(
          target,
          inTwoHalves(first, second, wait),
          growing(first, "1h"),
          growing(enough, justLongEnough(wait)),
          growing(first, "1h"),
        ),
      ],
      fires: { since: EVENT, value: past, until: after(EVENT, justLongEnough(wait), KEEP_FIRING_FOR) },
    },
    {
      name: "just under the limit, past it with too little traffic, and after an hour without any",
      series: [
        inTurn(
          target,
          wait,
          { harmless: 0, alarming: 10 * past },
          { lastWeek: 10, now: 10 * limit * 0.99 },
          { lastWeek: (FLOOR * 0.99) / past, now: FLOOR * 0.99 },
          { lastWeek: 0, now: 10 },
        ),
      ],
      stays: "inactive",
    },
    {
      name: "in its first week",
      series: [requests(target, "200", growing(10, "1h"), growing(10 * past, "1h"))],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}
