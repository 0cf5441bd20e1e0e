/** Between two numbers; those that compare give 1 or 0. */
export const ARITHMETIC: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ["+", (a: number, b: number) => a + b],
  ["-", (a: number, b: number) => a - b],
  ["*", (a: number, b: number) => a * b],
  ["/", (a: number, b: number) => a / b],
  ["%", (a: number, b: number) => a % b],
  ["^", (a: number, b: number) => a ** b],
  ["atan2", Math.atan2],
]);

export const COMPARISON: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ["==", (a: number, b: number) => a === b],
  ["!=", (a: number, b: number) => a !== b],
  [">", (a: number, b: number) => a > b],
  ["<", (a: number, b: number) => a < b],
  [">=", (a: number, b: number) => a >= b],
  ["<=", (a: number, b: number) => a <= b],
]);

/**
 * What an operator gives for two numbers: undefined where a comparison leaves the series out. `kept` is the value of a
 * series that stays, which is not always the left one.
 */
export type Operation = (a: number, b: number, kept: number) => number | undefined;

/** The operation of an operator that is no set operator; undefined for others. */
export function operation(operator: string, bool: boolean): Operation | undefined {
  const compare = COMPARISON.get(operator);
  if (!compare) return ARITHMETIC.get(operator);
  return bool ? (a, b) => (compare(a, b) ? 1 : 0) : (a, b, kept) => (compare(a, b) ? kept : undefined);
}
