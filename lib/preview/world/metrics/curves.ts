import { share } from "../hash";
import { changes, NOW, story, trafficUntil } from "../story";
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
 * Grows by `perRequest` with each request of a service that gets one a second in usual traffic. `perRequest` may change when
 * the story does, and at no other time.
 */
export function withTraffic(perRequest: (time: number) => number): Total {
  let before: number | undefined;
  let steps: Steps | undefined;
  return (time) => {
    if (time < BEGIN) return (before ??= perRequest(BEGIN)) * trafficUntil(time);
    steps ??= stepsOf(perRequest);
    const index = INDEX[Math.min(INDEX.length - 1, Math.floor((time - BEGIN) / STEP))] ?? 0;
    return (steps.total[index] ?? 0) + (steps.each[index] ?? 0) * (trafficUntil(time) - (ARRIVED[index] ?? 0));
  };
}

/** The total at the begin of each step, and what one request adds within it. */
interface Steps {
  readonly total: Float64Array;
  readonly each: Float64Array;
}

function stepsOf(perRequest: (time: number) => number): Steps {
  const total = new Float64Array(BEGINS.length);
  const each = new Float64Array(BEGINS.length);
  let sum = perRequest(BEGIN) * trafficUntil(BEGIN);
  for (const [index, begin] of BEGINS.entries()) {
    const one = perRequest(begin + STEP / 2);
    const arrived = ARRIVED[index] ?? 0;
    total[index] = sum;
    each[index] = one;
    sum += one * ((ARRIVED[index + 1] ?? arrived) - arrived);
  }
  return { total, each };
}

/** In seconds, while the story changes; as long as it does not, one step is enough. */
const STEP = 5;
/** Before it, there is no story. */
const BEGIN = story.deploy - STEP;
/** When each step begins. */
const BEGINS = [BEGIN, ...changes.flatMap(({ from, to }) => range(from, to + STEP, STEP))];
/** What has arrived until then. */
const ARRIVED = BEGINS.map(trafficUntil);
/** Which step it is, every {@link STEP} seconds. */
const INDEX = range(BEGIN, NOW + STEP, STEP).map((time) => BEGINS.findLastIndex((begin) => begin <= time));

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}

/** A counter of a program that begins at 0 each time the program begins. */
export function counter(
  total: Total,
  life: Life,
  unit: "whole" | "real" = "whole",
): (time: number) => number | undefined {
  let start = { since: NaN, total: NaN };
  return (time) => {
    const since = life(time);
    if (since === undefined) return undefined;
    if (since !== start.since) start = { since, total: total(since) };
    const value = Math.max(0, total(time) - start.total);
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
