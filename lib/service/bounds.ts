import { durationSeconds, type Duration, type Problems } from "../core";

/** The largest number that the Kubernetes API takes where it says int32. */
const INT32_MAX = 2 ** 31 - 1;

export interface Bounds {
  readonly min: number;
  /** @default 2147483647 */
  readonly max?: number;
}

/** Whole seconds of a duration, rounded up, or undefined after noting what is wrong with `property`. */
export function parseSeconds(property: string, text: Duration, bounds: Bounds, problems: Problems): number | undefined {
  const seconds = problems.parse(property, text, durationSeconds);
  if (seconds === undefined) return undefined;
  const { min, max = INT32_MAX } = bounds;
  const holds = seconds >= min && seconds <= max;
  problems.check(holds, property, text, `a duration of ${min}s to ${max}s`);
  return holds ? seconds : undefined;
}

/** The number, or undefined after noting that it is not a whole number within bounds. */
export function parseInteger(property: string, value: number, bounds: Bounds, problems: Problems): number | undefined {
  const { min, max = INT32_MAX } = bounds;
  const holds = Number.isInteger(value) && value >= min && value <= max;
  problems.check(
    holds,
    property,
    Number.isFinite(value) ? value : String(value),
    `a whole number from ${min} to ${max}`,
  );
  return holds ? value : undefined;
}
