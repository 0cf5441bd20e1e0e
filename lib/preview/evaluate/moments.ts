/** Between samples of a window, in seconds: the usual interval of scrapes. */
const INTERVAL = 15;
/** How many samples a window has at most, but for one more where its bounds are such. */
const AT_MOST = 60;
const STEPS = [INTERVAL, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/**
 * The moments at which a window is looked at: multiples of a step, so that windows that overlap share them. The window is
 * open to the left, as it is in Prometheus 3.
 */
export function momentsWithin(end: number, range: number): readonly number[] {
  return multiplesWithin(end, range, samplingStep(range));
}

/** How many samples there are in such a window for each that is looked at. */
export function samplesPerMoment(range: number): number {
  return samplingStep(range) / INTERVAL;
}

/** Every 15 seconds within a quarter of an hour, and about 60 times within longer ranges. */
export function samplingStep(range: number): number {
  return STEPS.find((step) => range / step <= AT_MOST) ?? Math.ceil(range / AT_MOST / INTERVAL) * INTERVAL;
}

/** The multiples of a step after `end - range` and not after `end`, earliest first. */
export function multiplesWithin(end: number, range: number, step: number): readonly number[] {
  const moments: number[] = [];
  for (let i = Math.floor((end - range) / step) + 1; i * step <= end; i++) moments.push(i * step);
  return moments;
}
