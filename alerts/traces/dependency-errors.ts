import type { Percent } from "../../lib/core";
import { growing, recorded, type AlertCase } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { amongOthers } from "../http/case-window";
import { own } from "../http/traffic";
import { percentage, where } from "../text";
import { calls, edge, failingOthers, sendsTraces, withCalls } from "./series";

/** Calls to one dependency fail: the cause of errors that begin one hop away, or the proof that they do not. */
export const dependencyErrors = thresholdAlert<Percent>({
  property: "dependencyErrors",
  alert: "ServiceDependencyErrors",
  option: (alerts) => alerts.dependencyErrors,
  default: { above: "5%" },
  unit: "percent",
  severity: "warning",
  for: "5m",
  appliesTo: sendsTraces,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no ratio exceeds"]),
  rule: (target, { limit }, { minimumRequestRate }) => ({
    expr: withCalls(target, `${own(target, recorded.dependencyFailureRatio)} > ${limit}`, minimumRequestRate),
    keepFiringFor: "2m",
    summary: `{{ $value | humanizePercentage }} of the calls from ${target.service} to {{ $labels.server }} fail`,
    description:
      `Over five minutes {{ $value | humanizePercentage }} of the calls from ${where(target)} to {{ $labels.server }} failed ` +
      `(the limit is ${percentage(limit)}). Look at {{ $labels.server }} first: what ${target.service} answers is the consequence.`,
    dashboard: { uid: "traces", variables: { namespace: target.namespace, service: target.service } },
  }),
  cases: (target, { limit }, { minimumRequestRate }) => {
    const rate = 10 * Math.max(minimumRequestRate, 1);
    const to = edge(target);
    const healthy = calls("requests", edge(target, "cache"), growing(rate, "30m"));
    const failing = (share: number, total = rate, labels = to) => [
      calls("requests", labels, growing(total, "30m")),
      calls("failed", labels, growing(total * share, "30m")),
      healthy,
    ];
    const past = limit * 1.01;
    const fires = { since: "1m", value: past, labels: { server: to["server"] ?? "" } } as const;
    const cases: readonly AlertCase[] = [
      {
        name: "calls to one of two fail just past the limit, then none any more",
        series: [
          calls("requests", to, growing(rate, "50m")),
          calls("failed", to, growing(rate * past, "30m"), growing(0, "20m")),
          calls("requests", edge(target, "cache"), growing(rate, "50m")),
        ],
        fires: { ...fires, until: "32m" },
      },
      { name: "just under the limit", series: failing(limit * 0.99), stays: "inactive" },
      { name: "none fails, nor ever did", series: [calls("requests", to, growing(rate, "30m"))], stays: "inactive" },
      {
        name: "the calls of others fail: of another service, and of one of this name in another namespace",
        series: [
          ...failing(1, rate, { ...to, client: `${target.service}-canary` }),
          ...failing(1, rate, { ...to, client_service_namespace: `${target.namespace}-test` }),
          calls("requests", to, growing(rate, "30m")),
        ],
        stays: "inactive",
      },
      {
        name: "calls to this service fail",
        series: failing(1, rate, { client: "frontend", client_service_namespace: "shop", server: target.service }),
        stays: "inactive",
      },
      ...(minimumRequestRate > 0
        ? [
            {
              // Of the other one there are enough: each is judged by its own calls.
              name: "too few calls",
              series: failing(1, minimumRequestRate * 0.99),
              stays: "inactive",
            } as const,
            {
              name: "just enough calls",
              series: failing(1, minimumRequestRate * 1.01),
              fires: { ...fires, since: "5m", value: 1 },
            } as const,
          ]
        : []),
      { name: "no call any more", series: failing(1, 0), stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
    return amongOthers(target, cases, failingOthers);
  },
});
