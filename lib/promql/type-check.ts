import {
  COMPARISONS,
  SET_OPERATORS,
  unwrapped,
  type Aggregation,
  type Binary,
  type Call,
  type Expression,
  type Selector,
} from "./expression";
import { aggregations, experimentalAggregations, functions, type ValueType } from "./functions";
import type { ExpressionProblem } from "./problem";
import { re2 } from "./re2";

/** What an expression evaluates to, as far as it can be told where it is wrong. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "selector":
    case "aggregation":
      return "vector";
    case "range":
    case "subquery":
      return "range";
    case "parenthesis":
    case "unary":
      return typeOf(expression.of);
    case "binary":
      return typeOf(expression.left) === "scalar" && typeOf(expression.right) === "scalar" ? "scalar" : "vector";
    case "call":
      return functions.get(expression.function)?.returns ?? "vector";
  }
}

/** What Prometheus refuses when it reads an expression: numbers and types of arguments, operands and modifiers. */
export function typeProblems(expression: Expression, text: string): readonly ExpressionProblem[] {
  const check = new TypeCheck(text);
  check.expression(expression);
  return check.problems;
}

/** How a type is called in a sentence. */
const NAMES: Readonly<Record<ValueType, string>> = {
  scalar: "a number",
  vector: "series",
  range: "a range such as x[5m]",
  string: "a text in quotes",
};

class TypeCheck {
  readonly problems: ExpressionProblem[] = [];

  constructor(private readonly text: string) {}

  expression(expression: Expression): void {
    switch (expression.kind) {
      case "number":
      case "string":
        return;
      case "selector":
        return this.selector(expression);
      case "range":
      case "parenthesis":
        return this.expression(expression.of);
      case "subquery":
        this.expression(expression.of);
        return this.expect(expression.of, ["vector"], "before [… : …]");
      case "unary":
        this.expression(expression.of);
        return this.expect(expression.of, ["scalar", "vector"], "behind a sign");
      case "binary":
        return this.binary(expression);
      case "call":
        return this.call(expression);
      case "aggregation":
        return this.aggregation(expression);
    }
  }

  private selector(selector: Selector): void {
    if (selector.name === undefined && !selector.matchers.some(takesNoEmptyValue)) {
      this.report(
        selector,
        "a selector with a name, or with a label that must not be empty, as it selects every series",
      );
    }
  }

  private binary(binary: Binary): void {
    const { operator, bool, matching, left, right } = binary;
    this.expression(left);
    this.expression(right);
    const isComparison = COMPARISONS.has(operator);
    if (bool && !isComparison) this.report(binary, "bool behind a comparison alone", `leave it out behind ${operator}`);
    const types = [typeOf(left), typeOf(right)] as const;
    this.expect(left, ["scalar", "vector"], `before ${operator}`);
    this.expect(right, ["scalar", "vector"], `behind ${operator}`);
    if (types.includes("range") || types.includes("string")) return;
    const isOfNumbers = types.every((type) => type === "scalar");
    if (isComparison && !bool && isOfNumbers) {
      this.report(binary, `${operator} bool between two numbers`, "without series, there is none to filter");
    }
    const isOfSeries = types.every((type) => type === "vector");
    if (SET_OPERATORS.has(operator) && !isOfSeries)
      this.report(binary, `series on both sides of ${operator}`, "put vector(…) around a number");
    if (!matching) return;
    const { on, labels, group, include } = matching;
    const both = on ? include.filter((label) => labels.includes(label)) : [];
    if (both.length > 0) this.report(binary, `${both.join(", ")} in on (…) or in ${group} (…), not in both`);
    if (!isOfSeries && labels.length > 0) this.report(binary, `${on ? "on" : "ignoring"} (…) between series alone`);
    if (isOfSeries && SET_OPERATORS.has(operator) && group !== undefined)
      this.report(binary, `${operator} without ${group}`);
  }

  private call(call: Call): void {
    const { function: name, args } = call;
    const signature = functions.get(name);
    if (!signature) return this.report(call, `a function of PromQL, not ${name}(…)`);
    if (signature.experimental) {
      return this.report(call, `a function that Prometheus offers by itself; ${name}(…) is experimental`);
    }
    const { args: expected, variadic } = signature;
    const atLeast = variadic === undefined ? expected.length : expected.length - 1;
    const atMost = variadic === undefined ? expected.length : expected.length - 1 + variadic;
    if (args.length < atLeast || args.length > atMost) {
      const count =
        atLeast === atMost ? `${atLeast}` : atMost === Infinity ? `${atLeast} or more` : `${atLeast} or ${atMost}`;
      this.report(call, `${count} ${count === "1" ? "argument" : "arguments"} of ${name}(…), not ${args.length}`);
    }
    for (const [i, arg] of args.entries()) {
      this.expression(arg);
      const type = expected[i] ?? (variadic === undefined ? undefined : expected.at(-1));
      if (type !== undefined) this.expect(arg, [type], `within ${name}(…)`);
    }
  }

  private aggregation(aggregation: Aggregation): void {
    const { operator, args } = aggregation;
    if (experimentalAggregations.has(operator)) {
      return this.report(
        aggregation,
        `an aggregation that Prometheus offers by itself; ${operator}(…) is experimental`,
      );
    }
    for (const arg of args) this.expression(arg);
    const parameter = aggregations.get(operator);
    const count = parameter === undefined ? 1 : 2;
    if (args.length !== count) {
      const what = parameter === undefined ? "the series alone" : `${NAMES[parameter]} and the series`;
      return this.report(aggregation, `${what} within ${operator}(…), not ${args.length} arguments`);
    }
    const [first, second] = args;
    if (parameter !== undefined && first) this.expect(first, [parameter], `as the first argument of ${operator}(…)`);
    const series = parameter === undefined ? first : second;
    if (series) this.expect(series, ["vector"], `within ${operator}(…)`);
  }

  private expect(expression: Expression, accepted: readonly ValueType[], where: string): void {
    const type = typeOf(expression);
    if (accepted.includes(type)) return;
    // A function that nobody knows is told already.
    if (unwrapped(expression).kind === "call" && !isKnown(unwrapped(expression))) return;
    this.report(expression, `${accepted.map((name) => NAMES[name]).join(" or ")} ${where}, not ${NAMES[type]}`);
  }

  private report({ from, to }: Expression, expected: string, fix?: string): void {
    this.problems.push({ got: this.text.slice(from, to), expected, ...(fix === undefined ? {} : { fix }) });
  }
}

function isKnown(expression: Expression): boolean {
  return (
    expression.kind === "call" &&
    functions.get(expression.function)?.experimental !== true &&
    functions.has(expression.function)
  );
}

function takesNoEmptyValue({ operator, value: { value } }: Selector["matchers"][number]): boolean {
  if (operator === "=") return value !== "";
  if (operator === "!=") return value === "";
  const pattern = re2(`^(?:${value})$`);
  const takesEmpty = pattern?.test("") ?? false;
  return operator === "=~" ? !takesEmpty : takesEmpty;
}
