/** A moment's time of day in UTC: `14:05`, or more of it. */
export function clock(seconds: number, precision: "minutes" | "seconds" | "milliseconds" = "minutes"): string {
  const [from, to] = { minutes: [11, 16], seconds: [11, 19], milliseconds: [11, 23] }[precision];
  return new Date(Math.round(seconds * 1000)).toISOString().slice(from, to);
}

/** A moment's date in UTC: `2026-01-15`. */
export function date(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(0, 10);
}

/** Round moments between two, no more than `most`. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = STEPS.find((candidate) => (to - from) / candidate <= most) ?? 86_400 * 7;
  const ticks: number[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
  return ticks;
}

const STEPS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
