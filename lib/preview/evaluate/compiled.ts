import { NoAnswer, type Labels, type Sample } from "../sources";

/** A moment of an evaluation, and the bounds of the query that it is part of: what `@ start()` and `@ end()` are. */
export interface Moment {
  readonly time: number;
  readonly from: number;
  readonly to: number;
}

/** Series at one moment. */
export type Vector = readonly Sample[];

/** Series within a range: after `from`, and not after `to`. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly series: readonly Points[];
  /** How many samples of Prometheus each point stands for, as long windows are looked at now and then. @default 1 */
  readonly samplesPerPoint?: number;
}

/** One series within a range, earliest first; it has one point at least. */
export interface Points {
  readonly labels: Labels;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export interface CompiledScalar {
  readonly type: "scalar";
  readonly at: (moment: Moment) => number;
}

export interface CompiledVector {
  readonly type: "vector";
  readonly at: (moment: Moment) => Vector;
  /** The moment of the samples, where it is not that of the evaluation. */
  readonly timestamp?: (moment: Moment) => number;
}

export interface CompiledRange {
  readonly type: "range";
  readonly at: (moment: Moment) => Window;
}

export interface CompiledString {
  readonly type: "string";
  readonly value: string;
}

/** An expression that is ready to be evaluated. */
export type Compiled = CompiledScalar | CompiledVector | CompiledRange | CompiledString;

/** An argument, which must have the type. */
export function argument<T extends Compiled["type"]>(
  args: readonly Compiled[],
  index: number,
  type: T,
): Extract<Compiled, { type: T }> {
  const arg = args[index];
  if (arg === undefined || !isOf(arg, type)) throw new NoAnswer(`argument ${index + 1} is no ${type}`);
  return arg;
}

/** An argument that may be left out. */
export function optionalScalar(args: readonly Compiled[], index: number, otherwise: number): CompiledScalar {
  return args[index] === undefined ? { type: "scalar", at: () => otherwise } : argument(args, index, "scalar");
}

function isOf<T extends Compiled["type"]>(compiled: Compiled, type: T): compiled is Extract<Compiled, { type: T }> {
  return compiled.type === type;
}
