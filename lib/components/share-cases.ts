import { formatDuration, parseDuration, type Duration } from "../core";
import { growing, steady, type AlertCase, type CaseSeries, type Phase } from "../signals";
import type { Labels } from "./alert-cases";

export interface ShareInput {
  /** The share that has to be exceeded: 0.05 is 5 %. */
  readonly limit: number;
  /** Of `rate()`, on both sides. */
  readonly window: Duration;
  /** How long it has to be exceeded before it fires. */
  readonly for: Duration;
  /** The series that count them. What grows as `other` must not matter. */
  readonly of: (counters: Counters) => readonly CaseSeries[];
  /** Labels of the alert. @default - none */
  readonly labels?: Labels;
}

/** Counters of what failed, of what did not, and of both. */
export interface Counters {
  readonly bad: readonly Phase[];
  readonly good: readonly Phase[];
  readonly all: readonly Phase[];
  readonly other: readonly Phase[];
}

/** `rate(bad[window]) / rate(all[window]) > limit`: a share of what a program does fails. */
export function shareCases({ limit, window, for: wait, of, labels = {} }: ShareInput): AlertCase[] {
  const windowMinutes = parseDuration(window) / MINUTE;
  const waitMinutes = parseDuration(wait) / MINUTE;
  const course = courseOf(windowMinutes, waitMinutes);
  const simulated = simulate(course, windowMinutes);
  const since = simulated.findIndex((share) => share > limit);
  const until = simulated.findIndex((share, minute) => minute > since && !(share > limit));
  return [
    {
      name: "just past the limit",
      series: of(counters(constant(limit * 1.01))),
      fires: { since: "1m", value: limit * 1.01, labels },
    },
    { name: "just under the limit", series: of(counters(constant(limit * 0.99))), stays: "inactive" },
    {
      name: "most of it fails, then more comes of which less fails, then nothing fails",
      series: of(counters(course)),
      fires: {
        since: minutes(since),
        until: minutes(until),
        value: simulated[since + waitMinutes] ?? NaN,
        labels,
      },
    },
    { name: "nothing to do", series: of(counters([{ bad: 0, good: 0, minutes: 60 }])), stays: "inactive" },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

/** How many a second, for a time. */
interface Rate {
  readonly bad: number;
  readonly good: number;
  readonly minutes: number;
}

const MINUTE = 60_000;

function constant(share: number): Rate[] {
  return [{ bad: 20 * share, good: 20 * (1 - share), minutes: 60 }];
}

function minutes(count: number): Duration {
  return formatDuration(count * MINUTE);
}

/** A course in which another window would show another share when the alert fires, and another end. */
function courseOf(window: number, wait: number): Rate[] {
  const half = Math.ceil(window / 2);
  return [
    { bad: 0, good: 1, minutes: 2 * window },
    { bad: 18, good: 2, minutes: Math.max(1, wait - half) },
    { bad: 30, good: 10, minutes: half + window },
    { bad: 0, good: 40, minutes: 2 * window },
  ];
}

/** The share of each minute, of the samples that are in its window then. */
function simulate(rates: readonly Rate[], window: number): number[] {
  const each = rates.flatMap(({ minutes, ...rate }) => Array.from({ length: minutes }, () => rate));
  return [0, ...each].map((_, minute) => {
    // A window of five minutes has five samples, between which it grows four times.
    const seen = each.slice(Math.max(0, minute - window + 1), minute);
    const [bad, good] = [seen.reduce((sum, { bad }) => sum + bad, 0), seen.reduce((sum, { good }) => sum + good, 0)];
    return bad / (bad + good);
  });
}

function counters(rates: readonly Rate[]): Counters {
  // From a number on that keeps rate() from taking the beginning of the counter for zero.
  const counter = (of: (rate: Rate) => number): Phase[] => [
    steady(1e6, "1m"),
    ...rates.map((rate) => growing(of(rate), minutes(rate.minutes))),
  ];
  return {
    bad: counter(({ bad }) => bad),
    good: counter(({ good }) => good),
    all: counter(({ bad, good }) => bad + good),
    other: counter(() => 500),
  };
}
