import { formatDuration, parseDuration, type Duration } from "../../lib/core";
import {
  identityLabels,
  lengthOf,
  selector,
  steady,
  type AlertCase,
  type CaseSeries,
  type Matchers,
  type ServiceTarget,
} from "../../lib/signals";
import { neighbours } from "../neighbours";

/** What a rate looks back on in a test. */
export interface CaseWindow {
  /** Between two samples. */
  readonly step: Duration;
  /** How many steps from sample to sample lie within it; a window holds no sample of its own beginning. */
  readonly intervals: number;
}

/** Of five minutes, with a sample each minute. */
export const FIVE_MINUTES: CaseWindow = { step: "1m", intervals: 4 };

/** Of one minute, with a sample each 15 seconds. */
export const ONE_MINUTE: CaseWindow = { step: "15s", intervals: 3 };

/** Several durations one after the other. */
export function after(...durations: readonly Duration[]): Duration {
  return formatDuration(durations.reduce((sum, duration) => sum + parseDuration(duration), 0));
}

/** A duration several times, or less often than not at all. */
export function times(count: number, duration: Duration): Duration {
  return formatDuration(count * parseDuration(duration));
}

/** In how many steps a duration has passed. */
export function stepsOf(duration: Duration, step: Duration): number {
  return Math.ceil(parseDuration(duration) / parseDuration(step));
}

/** In whole minutes, long enough that what must hold for a while has held, and a while more. */
export function lasting(wait: Duration): `${number}m` {
  return `${stepsOf(wait, "1m") + 20}m`;
}

/** One per cent past a limit, with three digits so that no text has to round it; never as much as `most`. */
export function justAbove(limit: number, most = Infinity): number {
  const past = Number((limit === 0 ? 0.01 : limit * 1.01).toPrecision(3));
  return past < most ? past : limit + (most - limit) * 0.4;
}

/**
 * What has to be a little above the limit so that the mean of a window is above it with all steps but one, and no longer with
 * all but two: this tells a window from one of twice or half its length.
 */
export function aboveInAllButOne(limit: number, { intervals }: CaseWindow): number {
  return Number(((1.0125 * limit * intervals) / (intervals - 1)).toPrecision(3));
}

/** Series of the same name that a rule would find if it lost one of its matchers. */
export interface OthersSeries {
  readonly name: string;
  readonly value: number;
  readonly labels?: Matchers;
}

/** The cases in a world in which others have trouble, or none: they must not matter. */
export function amongOthers(
  target: ServiceTarget,
  cases: readonly AlertCase[],
  series: (other: ServiceTarget, duration: Duration) => readonly CaseSeries[],
): readonly AlertCase[] {
  return cases.map((one) => {
    const duration = formatDuration(lengthOf(one.series) || parseDuration("1h"));
    return { ...one, series: [...one.series, ...neighbours(target).flatMap((other) => series(other, duration))] };
  });
}

/** Recorded series of a service that keep their value. */
export function recordedSeries(
  target: ServiceTarget,
  duration: Duration,
  ...series: readonly OthersSeries[]
): CaseSeries[] {
  return series.map(({ name, value, labels = {} }) => ({
    series: selector(name, { ...identityLabels(target), ...labels }),
    phases: [steady(value, duration)],
  }));
}
