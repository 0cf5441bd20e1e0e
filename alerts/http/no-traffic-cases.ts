import type { Duration } from "../../lib/core";
import {
  growing,
  identityLabels,
  missing,
  ownSeries,
  recorded,
  steady,
  type AlertCase,
  type CaseSeries,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { caseSeries, podName, requests } from "../case-series";
import type { ParsedLevel } from "../threshold";
import { after, amongOthers, FIVE_MINUTES, justAbove, lasting, recordedSeries, stepsOf } from "./case-window";
import { scaledToZero } from "./scaled-to-zero-cases";

/** Requests arrive for so long, and the last of them one minute earlier. */
const BUSY: Duration = "90m";
/** When five minutes have not seen one. */
const SILENT: Duration = "93m";

/** When `noTraffic` fires, and when not. */
export function noTrafficCases(target: ServiceTarget, { limit, for: wait }: ParsedLevel): readonly AlertCase[] {
  const minutes = stepsOf(wait, "1m");
  const long = lasting(wait);
  const end = after(BUSY, long);
  const past = justAbove(limit);
  // So many that the hour before still had that many when it fires.
  const rate = past / hourBefore(minutes, STOPPED);
  const busy = (perSecond: number, ...then: readonly Phase[]) =>
    requests(target, "200", growing(perSecond, BUSY), ...then);
  const watched = (...phases: readonly Phase[]): CaseSeries => watchedBy(target, phases);
  const cases: readonly AlertCase[] = [
    {
      name: "none any more after just enough, until the hour before had fewer",
      series: [busy(rate, growing(0, long)), watched(steady(1, end))],
      fires: {
        since: SILENT,
        value: 60 * past,
        ...(limit === 0 ? {} : { until: after(SILENT, `${minutes}m`, "1m") }),
      },
    },
    {
      name: "none any more after too few",
      series: [busy(limit * 0.99, growing(0, long)), watched(steady(1, end))],
      stays: "inactive",
    },
    {
      name: "none any more, with pods that have not told of any",
      series: [busy(10 * past, missing(long)), watched(steady(1, end))],
      fires: { since: SILENT, value: 600 * past * hourBefore(minutes, REPLACED) },
    },
    {
      name: "few",
      series: [busy(10 * past, growing(past / 100, long)), watched(steady(1, end))],
      stays: "inactive",
    },
    {
      name: "in its first hour, while others are older",
      series: [
        requests(target, "200", missing("1h"), growing(10 * past, "40m"), growing(0, "19m")),
        watched(missing("1h"), steady(1, "59m")),
      ],
      stays: "inactive",
    },
    ...unwatched(target, wait, busy(10 * past, missing(long)), long),
    { name: "no series", series: [], stays: "inactive" },
    ...scaledToZero(target, [busy(rate, growing(0, long)), watched(steady(1, end))], {
      event: BUSY,
      since: SILENT,
      wait,
      value: 60 * past,
    }),
  ];
  return amongOthers(target, cases, (other, duration) => [
    requests(other, "200", growing(100, duration)),
    watchedBy(other, [steady(1, duration)]),
    ...recordedSeries(
      other,
      duration,
      { name: recorded.requests, value: 100 },
      { name: recorded.requestsHourBefore, value: 100 },
    ),
  ]);
}

/** What tells that its metrics arrive. */
function watchedBy(target: ServiceTarget, phases: readonly Phase[]): CaseSeries {
  return target.metrics?.scrape === false
    ? caseSeries("target_info", ownSeries(target), phases)
    : caseSeries("up", { ...identityLabels(target), pod: podName(target) }, phases);
}

/** Other alerts tell of these. */
function unwatched(target: ServiceTarget, wait: Duration, traffic: CaseSeries, long: Duration): readonly AlertCase[] {
  const unread: AlertCase = {
    name: "its metrics cannot be read",
    series: [traffic, watchedBy(target, [steady(1, BUSY), steady(0, long)])],
    stays: "inactive",
  };
  const gone: AlertCase = {
    name: "nothing of it arrives any more",
    series: [traffic, watchedBy(target, [steady(1, BUSY)])],
    // A last sample counts for five minutes, of which the window of the requests takes four.
    stays: "pending",
  };
  return [...(target.metrics?.scrape === false ? [] : [unread]), ...(stepsOf(wait, "1m") >= 1 ? [gone] : [])];
}

/** Shares of the rate in the minutes after the last request: within five minutes there are fewer and fewer of them. */
const STOPPED: readonly number[] = [0.75, 0.5, 0.25];
/** The same where the series ends: rate() reckons that it went on for another half of a minute. */
const REPLACED: readonly number[] = [1, 0.7, 0.5];

/** The mean of the hour that ended five minutes ago, as a share of the rate, so many minutes after the silence was seen. */
function hourBefore(minutes: number, fading: readonly number[]): number {
  const seen: number[] = [];
  for (let minute = minutes - 60; minute < minutes; minute++) {
    if (minute <= 0) seen.push(1);
    else if (minute < FIVE_MINUTES.intervals) seen.push(fading[minute - 1] ?? 0);
    else if (fading === STOPPED) seen.push(0);
  }
  return seen.reduce((sum, share) => sum + share, 0) / seen.length;
}
