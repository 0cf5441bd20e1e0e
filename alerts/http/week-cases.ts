import type { Duration } from "../../lib/core";
import { growing, missing, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { requests } from "../case-series";
import { after, lasting, stepsOf, times } from "./case-window";

/** Within five minutes there are two samples, which is what rate() needs; and 15m, an hour and a week are whole steps. */
export const WEEK_STEP: Duration = "150s";

/** When the service comes to be: others are older. */
const FIRST: Duration = "1h";

/** A week later: the present, with an hour like that of last week first. */
const PRESENT: Duration = after(FIRST, "1w");

/** An hour later: what happens, happens then. */
export const EVENT: Duration = after(PRESENT, "1h");

/**
 * Requests as they arrived a week ago; then nobody looked, until a week had passed. Phases of the present follow.
 */
export function sinceLastWeek(
  target: ServiceTarget,
  history: readonly Phase[],
  ...present: readonly Phase[]
): CaseSeries {
  const steps = history.reduce((sum, phase) => sum + stepsOf(phase.for, WEEK_STEP), 0);
  return requests(
    target,
    "200",
    missing(FIRST),
    ...history,
    missing(times(stepsOf("1w", WEEK_STEP) - steps, WEEK_STEP)),
    ...present,
  );
}

/** The same number of requests a second all the time. */
export function evenly(perSecond: number): readonly Phase[] {
  return [growing(perSecond, "6h")];
}

/**
 * The hour around the moment at which an alert on the event fires has `first` in its first half and `second` in its second.
 * Any other hour, or a longer or shorter one, has another mean.
 */
export function inTwoHalves(first: number, second: number, wait: Duration): readonly Phase[] {
  const half = stepsOf("1h", WEEK_STEP) + stepsOf(wait, WEEK_STEP) + 1;
  return [growing(first, times(half, WEEK_STEP)), growing(second, "2h")];
}

/** How long the event must last so that the alert fires, and not one step longer. */
export function justLongEnough(wait: Duration): Duration {
  return times(stepsOf(wait, WEEK_STEP) + 1, WEEK_STEP);
}

/** Requests a second in an hour of last week and in the same hour of this one. */
export interface Hours {
  readonly lastWeek: number;
  readonly now: number;
}

/** Requests a second with which nothing would fire, whatever last week was like, and with which it would. */
export interface Extremes {
  readonly harmless: number;
  readonly alarming: number;
}

/**
 * One after the other, as a week of a test takes its time, with a harmless hour before each. The first of these begins with
 * ten minutes that would alarm, were half of the hour of last week enough to compare with.
 */
export function inTurn(
  target: ServiceTarget,
  wait: Duration,
  { harmless, alarming }: Extremes,
  ...hours: readonly Hours[]
): CaseSeries {
  // Whole steps, and long enough.
  const long = times(stepsOf(lasting(wait), WEEK_STEP), WEEK_STEP);
  return sinceLastWeek(
    target,
    [
      growing(hours[0]?.lastWeek ?? 0, "30m"),
      ...hours.map(({ lastWeek }) => growing(lastWeek, after("1h", long))),
      growing(hours.at(-1)?.lastWeek ?? 0, "30m"),
    ],
    ...hours.flatMap(({ now }, index) => [
      ...(index === 0 ? [growing(alarming, "10m"), growing(harmless, "50m")] : [growing(harmless, "1h")]),
      growing(now, long),
    ]),
  );
}
