import { formatDuration, parseDuration, type Duration } from "../lib/core";

/** Durations together, rounded up to whole minutes: what cases are made of, whose steps are a minute or part of one. */
export function plus(...durations: readonly Duration[]): Duration {
  const sum = durations.reduce((total, duration) => total + parseDuration(duration), 0);
  return formatDuration(Math.ceil(sum / 60_000) * 60_000);
}

/** One step less: the time of the sample before. */
export function oneStepBefore(duration: Duration, step: Duration): Duration {
  return formatDuration(parseDuration(duration) - parseDuration(step));
}

/** How many minutes they are, rounded up as by `plus`. */
export function minutes(duration: Duration): number {
  return Math.ceil(parseDuration(duration) / 60_000);
}

/** What holds for that many minutes does not fire, unless it is tuned to wait for less. */
export function patient<T>(wait: Duration, duration: number, ...cases: readonly T[]): readonly T[] {
  return minutes(wait) > duration ? cases : [];
}
