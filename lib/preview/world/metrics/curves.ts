import { share } from "../hash";
import { NOW, story, trafficUntil } from "../story";
import type { Life } from "./life";

/** How often something has happened up to a moment, since long ago. It never falls. */
export type Total = (time: number) => number;

/** Grows by one a second, a little more at times and a little less at others. */
export function steady(seed: string): Total {
  const waves = wavesOf(seed);
  return (time) => {
    const t = time - NOW;
    return waves.reduce((sum, { height, pace, phase }) => sum + (0.3 * height * Math.sin(pace * t + phase)) / pace, t);
  };
}

/** Wanders between -1 and 1, within minutes. */
export function wander(seed: string, time: number): number {
  return wavesOf(seed).reduce(
    (sum, { height, pace, phase }) => sum + height * Math.cos(pace * (time - NOW) + phase),
    0,
  );
}

/**
 * Grows by `perRequest` with each request of a service that gets one a second in usual traffic. Before the story begins,
 * `perRequest` must not change.
 */
export function withTraffic(perRequest: (time: number) => number): Total {
  const begin = story.deploy - STEP;
  const before = perRequest(begin);
  // Each entry is the total at the end of a step, and what one request added within it.
  const steps: { readonly total: number; readonly each: number }[] = [];
  let last = before * trafficUntil(begin);
  for (let time = begin; time < NOW + STEP; time += STEP) {
    const each = perRequest(time + STEP / 2);
    steps.push({ total: last, each });
    last += each * (trafficUntil(time + STEP) - trafficUntil(time));
  }
  return (time) => {
    const index = Math.min(steps.length - 1, Math.floor((time - begin) / STEP));
    const step = index < 0 ? undefined : steps[index];
    if (!step) return before * trafficUntil(time);
    return step.total + step.each * (trafficUntil(time) - trafficUntil(begin + index * STEP));
  };
}

/** A counter of a program that begins at 0 each time the program begins. */
export function counter(
  total: Total,
  life: Life,
  unit: "whole" | "real" = "whole",
): (time: number) => number | undefined {
  return (time) => {
    const since = life(time);
    if (since === undefined) return undefined;
    const value = Math.max(0, total(time) - total(since));
    return unit === "whole" ? Math.floor(value) : value;
  };
}

/** `total`, so many times. */
export function times(factor: number, total: Total): Total {
  return (time) => factor * total(time);
}

/** What is asked for at the same moments again and again, such as by each bucket of a histogram. */
export function remembered<T>(of: (time: number) => T): (time: number) => T {
  const known = new Map<number, T>();
  return (time) => {
    const found = known.get(time);
    if (found !== undefined) return found;
    const value = of(time);
    known.set(time, value);
    return value;
  };
}

/** In seconds. */
const STEP = 5;

interface Wave {
  readonly height: number;
  /** In radians a second. */
  readonly pace: number;
  readonly phase: number;
}

const known = new Map<string, readonly Wave[]>();

function wavesOf(seed: string): readonly Wave[] {
  const found = known.get(seed);
  if (found) return found;
  if (known.size > 20_000) known.clear();
  const waves = [0.5, 0.3, 0.2].map((height, index) => ({
    height,
    pace: (2 * Math.PI) / ([1500, 430, 95][index] ?? 300) / (0.8 + 0.4 * share(`${seed} pace ${index}`)),
    phase: 2 * Math.PI * share(`${seed} phase ${index}`),
  }));
  known.set(seed, waves);
  return waves;
}
