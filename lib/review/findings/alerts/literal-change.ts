import { COMPARISONS, unwrapped, type Expression } from "../../../promql/expression";

/** A number that is another one in an expression that is otherwise the same. */
export interface LiteralChange {
  readonly before: number;
  readonly after: number;
  readonly role: Threshold | "window" | "offset" | "number";
}

/** A number that something is compared with, where that decides whether the alert fires. */
export interface Threshold {
  readonly subject: Expression;
  /** As if the number stood on the right. */
  readonly operator: string;
  /** Whether it is what the alert is about, and not a further condition. */
  readonly isMain: boolean;
  /** Whether the alert fires where the comparison does not hold. */
  readonly inverted: boolean;
}

/** All numbers that differ; undefined for expressions that differ in more. */
export function literalChanges(before: Expression, after: Expression): LiteralChange[] | undefined {
  const found: LiteralChange[] = [];
  return same(before, after, { decides: true, isMain: true, inverted: false }, found) ? found : undefined;
}

interface Place {
  /** Whether a comparison here decides if the alert fires. */
  readonly decides: boolean;
  readonly isMain: boolean;
  readonly inverted: boolean;
}

type Binary = Extract<Expression, { kind: "binary" }>;

function same(a: Expression, b: Expression, place: Place, found: LiteralChange[]): boolean {
  const [before, after] = [unwrapped(a), unwrapped(b)];
  if (before.kind === "binary" && after.kind === "binary") return sameBinary(before, after, place, found);
  const numbers = [constant(before), constant(after)];
  if (numbers[0] !== undefined && numbers[1] !== undefined) return literal(numbers[0], numbers[1], "number", found);
  const inside = { ...place, decides: false };
  if (before.kind === "unary" && after.kind === "unary")
    return before.sign === after.sign && same(before.of, after.of, inside, found);
  if (
    (before.kind === "call" && after.kind === "call") ||
    (before.kind === "aggregation" && after.kind === "aggregation")
  )
    return (
      bare(before) === bare(after) &&
      before.args.length === after.args.length &&
      before.args.every((arg, i) => sameArgument(arg, after.args[i], inside, found))
    );
  if ((before.kind === "range" && after.kind === "range") || (before.kind === "subquery" && after.kind === "subquery"))
    return (
      bare(before) === bare(after) &&
      literal(before.range, after.range, "window", found) &&
      literal(before.offset ?? 0, after.offset ?? 0, "offset", found) &&
      same(before.of, after.of, inside, found)
    );
  if (before.kind === "selector" && after.kind === "selector")
    return bare(before) === bare(after) && literal(before.offset ?? 0, after.offset ?? 0, "offset", found);
  return bare(before) === bare(after);
}

function sameArgument(a: Expression, b: Expression | undefined, place: Place, found: LiteralChange[]): boolean {
  return b !== undefined && same(a, b, place, found);
}

function sameBinary(before: Binary, after: Binary, place: Place, found: LiteralChange[]): boolean {
  if (bare(before) !== bare(after)) return false;
  const sides: readonly (readonly [Expression, Expression, Place])[] = [
    [before.left, after.left, sideOf(before, "left", place)],
    [before.right, after.right, sideOf(before, "right", place)],
  ];
  return sides.every(([was, is, at], i) => {
    const numbers = [constant(was), constant(is)];
    const isThreshold = place.decides && COMPARISONS.has(before.operator) && !before.bool;
    if (!isThreshold || numbers[0] === undefined || numbers[1] === undefined) return same(was, is, at, found);
    const subject = i === 0 ? before.right : before.left;
    const operator = i === 0 ? (MIRRORED[before.operator] ?? before.operator) : before.operator;
    const { isMain, inverted } = place;
    return literal(numbers[0], numbers[1], { subject, operator, isMain, inverted }, found);
  });
}

const MIRRORED: Readonly<Record<string, string>> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };

function sideOf({ operator, left, right }: Binary, side: "left" | "right", place: Place): Place {
  if (operator === "or") return place;
  if (operator === "and") return side === "left" ? place : { ...place, isMain: false };
  if (operator === "unless") return side === "left" ? place : { ...place, isMain: false, inverted: !place.inverted };
  // What is computed from a result with a number does not decide whether there is one.
  const other = side === "left" ? right : left;
  return { ...place, decides: place.decides && !COMPARISONS.has(operator) && constant(other) !== undefined };
}

function literal(before: number, after: number, role: LiteralChange["role"], found: LiteralChange[]): boolean {
  if (!Object.is(before, after)) found.push({ before, after, role });
  return true;
}

/** The value of what is made of numbers alone. */
function constant(expression: Expression): number | undefined {
  const of = unwrapped(expression);
  if (of.kind === "number") return of.value;
  if (of.kind === "unary") {
    const inner = constant(of.of);
    return inner === undefined || of.sign === "+" ? inner : -inner;
  }
  if (of.kind !== "binary") return undefined;
  const [left, right] = [constant(of.left), constant(of.right)];
  if (left === undefined || right === undefined) return undefined;
  const compute = ARITHMETIC[of.operator];
  return compute?.(left, right);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

/** A node without what it holds and where it stands. */
function bare(expression: Expression): string {
  const inner: ReadonlySet<string> = new Set(["from", "to", "of", "args", "left", "right", "range", "offset"]);
  return JSON.stringify(expression, (key, value: unknown) => (inner.has(key) ? undefined : value));
}
