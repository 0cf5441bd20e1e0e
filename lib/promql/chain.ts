import type { Binary, Expression, Matching, NumberLiteral } from "./expression";

/** An operator with what stands behind it. */
export interface Operator {
  readonly name: string;
  readonly bool: boolean;
  readonly matching: Matching | undefined;
}

/** Operands and what stands between them: one more operand than operators. */
export interface Chain {
  readonly operands: Expression[];
  readonly operators: Operator[];
}

/** Loosest first. All but `^` group from the left. */
const PRECEDENCE = [
  ["or"],
  ["and", "unless"],
  ["==", "!=", ">", "<", ">=", "<="],
  ["+", "-"],
  ["*", "/", "%", "atan2"],
];

/** Whether it is an operator between two operands. */
export function isOperator(name: string): boolean {
  return name === "^" || PRECEDENCE.flat().includes(name);
}

/** The expression that a chain is, with the operators that bind most closest to their operands. */
export function grouped({ operands, operators }: Chain): Expression {
  let next = 0;
  const operand = (): Expression => {
    const found = operands[next];
    if (!found) throw new Error("an operator without an operand");
    return found;
  };
  const power = (): Expression => {
    const left = operand();
    const operator = operators[next];
    if (operator?.name !== "^") return left;
    next++;
    if (left.kind !== "number" || !isNegative(left)) return binary(operator, left, power());
    // The grammar takes the sign for part of the number, and Prometheus for what stands before the power: -1 ^ 2 is -1.
    const magnitude = { ...left, value: -left.value, from: left.from + 1 };
    const of = binary(operator, magnitude, power());
    return { kind: "unary", sign: "-", of, from: left.from, to: of.to };
  };
  const level = (depth: number): Expression => {
    const names = PRECEDENCE[depth];
    if (!names) return power();
    let left = level(depth + 1);
    for (let operator = operators[next]; operator && names.includes(operator.name); operator = operators[next]) {
      next++;
      left = binary(operator, left, level(depth + 1));
    }
    return left;
  };
  return level(0);
}

function isNegative({ value }: NumberLiteral): boolean {
  return value < 0 || Object.is(value, -0);
}

function binary({ name, bool, matching }: Operator, left: Expression, right: Expression): Binary {
  return {
    kind: "binary",
    operator: name,
    bool,
    ...(matching && { matching }),
    left,
    right,
    from: left.from,
    to: right.to,
  };
}
