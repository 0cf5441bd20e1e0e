import type { Duration } from "../../lib/core";
import {
  countsItself,
  growing,
  ownSeries,
  recorded,
  steady,
  type AlertCase,
  type CaseSeries,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { caseSeries, requests } from "../case-series";
import { neighbours } from "../neighbours";
import type { ParsedLevel } from "../threshold";
import {
  aboveInAllButOne,
  after,
  amongOthers,
  justAbove,
  lasting,
  recordedSeries,
  stepsOf,
  times,
  type CaseWindow,
} from "./case-window";

/** An alert on the share of requests that were answered in a certain way. */
export interface FailureAlert {
  readonly window: CaseWindow;
  readonly minimumRate: number;
  readonly keepFiringFor: Duration;
  /** A status code that counts. */
  readonly failed: string;
  /** One that is bad news too, of which another alert tells. */
  readonly other: string;
}

/** When it fires, and when not. */
export function failureCases(
  target: ServiceTarget,
  { limit, for: wait }: ParsedLevel,
  alert: FailureAlert,
): readonly AlertCase[] {
  const { window, minimumRate, keepFiringFor, failed, other } = alert;
  const { step, intervals } = window;
  const rate = 10 * Math.max(minimumRate, 1);
  const long = lasting(wait);
  const past = justAbove(limit, 1);
  const failing = (share: number, total = rate): CaseSeries[] => [
    requests(target, "200", growing(total * (1 - share), long), growing(0, "20m")),
    requests(target, failed, growing(total * share, long), growing(0, "20m")),
  ];
  const cases: AlertCase[] = [
    {
      name: "just past the limit, then no request any more",
      series: failing(past),
      // The last failure is seen as long as one step within the window has it.
      fires: { since: step, value: past, until: after(long, times(intervals - 1, step), keepFiringFor) },
    },
    { name: "just under the limit", series: failing(limit * 0.99), stays: "inactive" },
    ...beginning(target, limit, wait, alert),
    { name: `only ${other}`, series: [requests(target, other, growing(rate, long))], stays: "inactive" },
    ...oneBadMoment(target, limit, wait, alert),
    ...(minimumRate > 0
      ? [
          { name: "too little traffic", series: failing(1, minimumRate * 0.99), stays: "inactive" } as const,
          {
            name: "just enough traffic, then less",
            series: failing(1, aboveInAllButOne(minimumRate, window)),
            fires: { since: times(intervals, step), value: 1, until: after(long, step, keepFiringFor) },
          } as const,
        ]
      : []),
    { name: "no traffic", series: failing(1, 0), stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
  return amongOthers(target, cases, (neighbour, duration) => [
    requests(neighbour, "200", growing(rate, duration)),
    requests(neighbour, failed, growing(rate, duration)),
    ...recordedSeries(
      neighbour,
      duration,
      { name: recorded.requests, value: rate },
      { name: recorded.failures, value: rate },
      { name: recorded.failureRatio, value: 1 },
      { name: recorded.requestsByRoute, value: rate, labels: { route: "/orders", code: failed } },
    ),
  ]);
}

/** What an HTTP server tells of a request that it sent no response to, and that others than failures have of it. */
export function withoutResponse(target: ServiceTarget, { limit, for: wait }: ParsedLevel, alert: FailureAlert) {
  const { metrics } = target;
  if (metrics?.dialect !== "openTelemetry") return [];
  const { window, minimumRate, failed } = alert;
  const rate = 10 * Math.max(minimumRate, 1);
  const past = justAbove(limit, 1);
  const long = lasting(wait);
  const { status, route } = metrics.labels;
  const under = limit * 0.99;
  const told = (of: ServiceTarget, labels: Readonly<Record<string, string>>, perSecond: number): CaseSeries => ({
    ...caseSeries(metrics.requests, { ...ownSeries(of), [route]: "/orders", ...labels }, [
      growing(perSecond, long),
      growing(0, "20m"),
    ]),
    ...(countsItself(metrics) && { observed: 0.01 }),
  });
  const fine = (rate * (1 - past)) / 3;
  return [
    {
      name: "just past the limit, half of it without any response",
      series: [
        told(target, { [status]: "200" }, fine),
        // The client went away while it was answered; and an upgrade to another protocol, which has neither.
        told(target, { [status]: "200", error_type: "client_disconnected" }, fine),
        told(target, {}, fine),
        told(target, { [status]: failed }, (rate * past) / 2),
        told(target, { error_type: "timeout" }, (rate * past) / 2),
      ],
      fires: {
        since: window.step,
        value: past,
        until: after(long, times(window.intervals - 1, window.step), alert.keepFiringFor),
      },
    },
    {
      name: "just under the limit, while others get no response at all",
      series: [
        told(target, { [status]: "200" }, rate * (1 - under)),
        told(target, { [status]: failed }, rate * under),
        ...neighbours(target).map((neighbour) => told(neighbour, { error_type: "timeout" }, rate)),
      ],
      stays: "inactive",
    },
  ] as const;
}

/** The first failures ever: the window fills with them, and the limit is passed when all of its steps but one have them. */
function beginning(
  target: ServiceTarget,
  limit: number,
  wait: Duration,
  { window: { step, intervals }, minimumRate, failed }: FailureAlert,
): readonly AlertCase[] {
  const rate = 10 * Math.max(minimumRate, 1);
  const share = Math.min(0.995, aboveInAllButOne(limit, { step, intervals }));
  if (share <= limit || limit === 0) return [];
  const needed = Math.floor((limit * intervals) / share) + 1;
  const seen = Math.min(intervals, needed + stepsOf(wait, step));
  const long = lasting(wait);
  return [
    {
      name: "begins",
      series: [
        requests(target, "200", growing(rate, "20m"), growing(rate * (1 - share), long)),
        // It stood at that: of a counter that begins at 0, rate() knows that it was not below.
        requests(target, failed, steady(1_000_000 * rate, "20m"), growing(rate * share, long)),
      ],
      fires: { since: after("20m", times(needed - 1, step)), value: (share * seen) / intervals },
    },
  ];
}

/** The window remembers one step with failures only for as long as it is, which is less than the alert waits for. */
function oneBadMoment(
  target: ServiceTarget,
  limit: number,
  wait: Duration,
  { window: { step, intervals }, minimumRate, failed }: FailureAlert,
): readonly AlertCase[] {
  if (limit >= 1 / intervals || stepsOf(wait, step) < intervals) return [];
  const rate = 10 * Math.max(minimumRate, 1);
  const moment = (before: number, bad: number): readonly Phase[] => [
    growing(before, "20m"),
    growing(bad, step),
    growing(before, "20m"),
  ];
  return [
    {
      name: "one bad moment",
      series: [requests(target, "200", ...moment(rate, 0)), requests(target, failed, ...moment(0, rate))],
      stays: "pending",
    },
  ];
}
