import { growing, recorded, type AlertCase, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { plus } from "../case-time";
import type { AlertSettings } from "../definition";
import {
  aboveInAllButOne,
  amongOthers,
  FIVE_MINUTES,
  justAbove,
  recordedSeries,
  type OthersSeries,
} from "../http/case-window";
import { ofOtherContainers } from "../kubernetes/series";
import type { ParsedLevel } from "../threshold";
import { answering, becomingSlow, largestDuration } from "./answering";

/** When the alert on throttling fires, and when not. */
export function cpuThrottledCases(
  target: ServiceTarget,
  { limit, for: wait }: ParsedLevel,
  { slowFrom = 0, minimumRequestRate: minimum }: AlertSettings,
): readonly AlertCase[] {
  const pod = podName(target);
  const other = { pod: podName(target, 1) };
  const long = plus(wait, "10m");
  const past = justAbove(limit, 1);
  const slow = justAbove(slowFrom, largestDuration(target));
  const rate = 10 * Math.max(minimum, 1);
  const served = (seconds: number, perSecond = rate, of = target): CaseSeries[] =>
    answering(of, { seconds, limit: slowFrom, perSecond }, plus(long, "20m"));
  const stopped = (share: number, labels: Readonly<Record<string, string>> = {}): CaseSeries[] =>
    throttled(target, labels, growing(PERIODS * share, plus(long, "20m")));
  const cases: readonly AlertCase[] = [
    {
      name: "throttled just past the limit and slow, then no longer throttled; another pod just under it",
      series: [
        ...throttled(target, {}, growing(PERIODS * past, long), growing(0, "20m")),
        ...stopped(limit * 0.99, other),
        ...served(slow),
      ],
      fires: { since: "1m", until: plus(long, "5m"), value: past, labels: { pod } },
    },
    {
      name: "two pods throttled, and slow",
      series: [...stopped(past), ...stopped(past, other), ...served(slow)],
      fires: { since: "1m", value: past, labels: [{ pod }, other] },
    },
    {
      name: "throttled just under the limit, and slow",
      series: [...stopped(limit * 0.99), ...served(slow)],
      stays: "inactive",
    },
    { name: "throttled, and just not slow", series: [...stopped(past), ...served(slowFrom * 0.99)], stays: "inactive" },
    { name: "slow, and not throttled", series: [...stopped(0), ...served(slow)], stays: "inactive" },
    {
      name: "slow, and no time slice passes",
      series: [
        ofContainer(target, THROTTLED, {}, growing(1, long)),
        ofContainer(target, ALL, {}, growing(0, long)),
        ...served(slow),
      ],
      stays: "inactive",
    },
    ...(minimum > 0
      ? [
          {
            name: "throttled, and slow for too few requests",
            series: [...stopped(past), ...served(slow, minimum * 0.99)],
            stays: "inactive",
          } as const,
          {
            name: "throttled, and slow for just enough requests",
            series: [...stopped(past), ...served(slow, aboveInAllButOne(minimum, FIVE_MINUTES))],
            fires: { since: "4m", value: past, labels: { pod } },
          } as const,
        ]
      : []),
    ...becomingSlow(target, slowFrom, rate, plus(wait, "5m")).map((series) => ({
      name: "throttled, and becoming slow",
      series: [...stopped(past), ...series],
      fires: { since: "22m" as const, value: past, labels: { pod } },
    })),
    { name: "no requests", series: stopped(past), stays: "inactive" },
    { name: "no series", series: served(slow), stays: "inactive" },
  ];
  return amongOthers(
    target,
    cases.map((one) => ({ ...one, series: [...one.series, ...throttledElsewhere(target)] })),
    (foreign) => [
      ...served(slowFrom * 8, rate, foreign),
      ...recordedSeries(
        foreign,
        plus(long, "20m"),
        { name: recorded.requests, value: rate },
        { name: recorded.latency("p99"), value: slowFrom * 8 },
        { name: recorded.cpuThrottling, value: 1, labels: { pod: podName(target, 2) } },
        ...recordedSlow(target, rate),
      ),
    ],
  );
}

/** What is recorded of a classic histogram of requests that take longer than the largest bucket. */
function recordedSlow({ metrics }: ServiceTarget, rate: number): OthersSeries[] {
  if (metrics?.histogram !== "classic") return [];
  return [...metrics.buckets, Infinity].map((bound) => ({
    name: recorded.durations("classic"),
    value: bound === Infinity ? rate : 0,
    labels: { route: "/orders", le: bound === Infinity ? "+Inf" : String(bound) },
  }));
}

const THROTTLED = "container_cpu_cfs_throttled_periods_total";
const ALL = "container_cpu_cfs_periods_total";
/** Time slices per second, of which there are ten; those in which nothing runs are not counted. */
const PERIODS = 0.8;

function throttled(
  target: ServiceTarget,
  labels: Readonly<Record<string, string>>,
  ...phases: readonly Phase[]
): CaseSeries[] {
  return [ofContainer(target, THROTTLED, labels, ...phases), ofContainer(target, ALL, labels, growing(PERIODS, "90m"))];
}

/** Containers that are always throttled, and ones of the same pods that never are. */
function throttledElsewhere(target: ServiceTarget): CaseSeries[] {
  return [
    ...ofOtherContainers(target, THROTTLED, {}, growing(PERIODS, "90m")),
    ...ofOtherContainers(target, ALL, {}, growing(PERIODS, "90m")),
  ];
}
