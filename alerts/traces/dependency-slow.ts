import type { Duration } from "../../lib/core";
import { growing, recorded, serviceGraph, type AlertCase } from "../../lib/signals";
import { histogram } from "../case-histogram";
import { thresholdAlert } from "../definition";
import { amongOthers } from "../http/case-window";
import { own } from "../http/traffic";
import { where } from "../text";
import { BOUNDS, calls, edge, failingOthers, sendsTraces, withCalls } from "./series";

/** Calls to one dependency take long: the most frequent cause of a service that is slow without being busy. */
export const dependencySlow = thresholdAlert<Duration>({
  property: "dependencySlow",
  alert: "ServiceDependencySlow",
  option: (alerts) => alerts.dependencySlow,
  default: { above: "1s" },
  unit: "seconds",
  severity: "warning",
  for: "10m",
  appliesTo: sendsTraces,
  refuse: ({ limit }) => {
    const largest = BOUNDS.at(-1) ?? 0;
    if (limit <= 0) return ["more than 0s"];
    return limit < largest ? undefined : [`less than ${largest}s, the largest bucket of what the collector measures`];
  },
  rule: (target, { limit }, { minimumRequestRate }) => ({
    expr: withCalls(target, `${own(target, recorded.dependencyLatency)} > ${limit}`, minimumRequestRate),
    keepFiringFor: "5m",
    summary: `Calls from ${target.service} to {{ $labels.server }} take {{ $value | humanizeDuration }} and more`,
    description:
      `The 95th percentile of the duration of calls from ${where(target)} to {{ $labels.server }} is {{ $value | humanizeDuration }} ` +
      `(the limit is ${limit}s). Look at {{ $labels.server }}: its saturation, its slow queries, the way to it.`,
    dashboard: { uid: "traces", variables: { namespace: target.namespace, service: target.service } },
  }),
  cases: (target, { limit }, { minimumRequestRate }) => {
    const rate = 10 * Math.max(minimumRequestRate, 1);
    const to = edge(target);
    const taking = (value: number, total = rate, labels = to) => [
      calls("requests", labels, growing(total, "30m")),
      ...histogram(
        { metric: serviceGraph.clientDuration, labels, bounds: BOUNDS, quantile: 0.95, value, perSecond: total },
        "30m",
      ),
      calls("requests", edge(target, "cache"), growing(rate, "30m")),
    ];
    const past = limit * 1.01;
    const fires = { since: "1m", value: past, labels: { server: to["server"] ?? "" } } as const;
    const cases: readonly AlertCase[] = [
      // Without samples the histogram is forgotten after five minutes, and the alert after five more.
      {
        name: "calls take a little longer than the limit, then end",
        series: taking(past),
        fires: { ...fires, until: "38m" },
      },
      { name: "just under the limit", series: taking(limit * 0.99), stays: "inactive" },
      {
        name: "the calls of others are slow: of another service, and of one of this name in another namespace",
        series: [
          ...taking(past, rate, { ...to, client: `${target.service}-canary` }),
          ...taking(past, rate, { ...to, client_service_namespace: `${target.namespace}-test` }),
          calls("requests", to, growing(rate, "30m")),
        ],
        stays: "inactive",
      },
      ...(minimumRequestRate > 0
        ? [
            { name: "too few calls", series: taking(past, minimumRequestRate * 0.99), stays: "inactive" } as const,
            {
              name: "just enough calls",
              series: taking(past, minimumRequestRate * 1.01),
              fires: { ...fires, since: "5m" },
            } as const,
          ]
        : []),
      { name: "no call any more", series: taking(past, 0), stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
    return amongOthers(target, cases, failingOthers);
  },
});
