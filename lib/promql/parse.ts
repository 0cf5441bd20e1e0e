import { parser } from "@prometheus-io/lezer-promql";
import { grouped, isOperator, type Chain, type Operator } from "./chain";
import type { Expression, Matcher, Matching, Modifier, Span, StringLiteral } from "./expression";
import type { ExpressionProblem } from "./problem";
import { parseNumber, unquote } from "./text";

/** An expression as a tree, or what keeps it from being one. */
export type Parsed =
  | { readonly tree: Expression; readonly problem?: undefined }
  | { readonly tree?: undefined; readonly problem: ExpressionProblem };

/** Reads an expression with Prometheus' own grammar. */
export function parse(text: string): Parsed {
  const tree = parser.parse(text);
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return { problem: { got: text, expected: syntaxProblem(text, cursor.from) } };
  } while (cursor.next());
  try {
    const top = tree.topNode.firstChild;
    return { tree: new Reader(text).expression(firstExpression(top)) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: error.problem };
  }
}

type Node = ReturnType<typeof parser.parse>["topNode"];

/** Something that the grammar lets pass and Prometheus does not. */
class Unreadable extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.expected);
  }
}

function syntaxProblem(text: string, position: number): string {
  const before = text.slice(0, position).trimEnd();
  const called = text.slice(position).startsWith("(") ? /\w+$/.exec(before)?.[0] : undefined;
  if (called !== undefined) return `a function of PromQL, not ${called}(…)`;
  const where = text.slice(position).trim() === "" ? "it breaks off" : `character ${position + 1} cannot be read`;
  return `PromQL; ${where}${before === "" ? "" : ` after ${JSON.stringify(before.slice(-20))}`}`;
}

function firstExpression(node: Node | null): Node | null {
  return node?.name === "LineComment" ? firstExpression(node.nextSibling) : node;
}

const MODIFIERS: Readonly<Record<string, Modifier>> = { OffsetExpr: "offset", StepInvariantExpr: "@" };
const BEHIND: ReadonlySet<string> = new Set(["OffsetExpr", "StepInvariantExpr", "MatrixSelector", "SubqueryExpr"]);
const EXPERIMENTAL: ReadonlySet<string> = new Set(["AnchoredExpr", "SmoothedExpr", "FillModifier"]);

class Reader {
  constructor(private readonly text: string) {}

  /**
   * The grammar takes what stands behind an operand (`offset 5m`, `[5m]`) for part of the whole chain of operators before
   * it, and Prometheus for part of that operand. So a chain is taken apart and put together again.
   */
  expression(node: Node | null): Expression {
    return grouped(this.chain(this.present(node)));
  }

  private chain(node: Node): Chain {
    if (node.name === "BinaryExpr") {
      const [left, right] = this.expressions(node);
      const before = this.chain(this.present(left ?? null));
      const after = this.chain(this.present(right ?? null));
      return {
        operands: [...before.operands, ...after.operands],
        operators: [...before.operators, this.operator(node), ...after.operators],
      };
    }
    if (BEHIND.has(node.name)) {
      const inner = this.chain(this.present(node.firstChild));
      const last = inner.operands.pop();
      if (last) inner.operands.push(this.behind(node, last));
      return inner;
    }
    return { operands: [this.operand(node)], operators: [] };
  }

  /** An operand with what stands behind it. A sign binds less than that. */
  private behind(node: Node, operand: Expression): Expression {
    if (operand.kind === "unary") return { ...operand, of: this.behind(node, operand.of), to: node.to };
    if (operand.kind === "binary") return { ...operand, right: this.behind(node, operand.right), to: node.to };
    const span = { from: operand.from, to: node.to };
    const modifier = MODIFIERS[node.name];
    if (modifier === undefined) return this.range(node, operand, span);
    const isSelection = operand.kind === "selector" || operand.kind === "range" || operand.kind === "subquery";
    if (!isSelection) this.fail(span, `${modifier} directly behind a selector or a range`);
    if (operand.modifiers.includes(modifier)) this.fail(span, `${modifier} once`);
    const modifiers = [...operand.modifiers, modifier];
    if (modifier === "@") return { ...operand, ...span, modifiers, at: this.at(node) };
    const [offset = 0] = this.durations(node, true);
    return { ...operand, ...span, modifiers, offset };
  }

  private at(node: Node): "start" | "end" | number {
    const bound = node.getChild("AtModifierPreprocessors");
    if (bound) return bound.getChild("AtEnd") ? "end" : "start";
    const at = node.getChild("At");
    const text = this.text.slice(at?.to ?? node.to, node.to).trim();
    return parseNumber(text) ?? this.fail(node, "a moment behind @ such as 1609746000, start() or end()");
  }

  private range(node: Node, operand: Expression, span: Span): Expression {
    const [range = 0, step] = this.durations(node, false);
    if (node.name === "SubqueryExpr")
      return { kind: "subquery", of: operand, range, ...(step === undefined ? {} : { step }), modifiers: [], ...span };
    if (operand.kind !== "selector")
      this.fail(span, "a range such as [5m] directly behind a selector; [5m:] behind others");
    const [modifier] = operand.modifiers;
    if (modifier !== undefined) this.fail(span, `the range before ${modifier}, as in x[5m] ${modifier} …`);
    return { kind: "range", of: operand, range, modifiers: [], ...span };
  }

  /** In seconds, in the order in which they stand behind an operand. */
  private durations(node: Node, mayBeZero: boolean): number[] {
    const found: number[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name !== "DurationExpr" && child.name !== "OffsetDurationExpr") continue;
      const text = this.slice(child);
      const value = parseNumber(text);
      if (value === undefined) this.fail(child, "a duration such as 5m; those that are computed are experimental");
      if (!mayBeZero && !(value > 0)) this.fail(child, "a duration above 0");
      found.push(value);
    }
    return found;
  }

  private operand(node: Node): Expression {
    const { from, to } = node;
    switch (node.name) {
      case "NumberDurationLiteral": {
        const value = parseNumber(this.slice(node));
        if (value === undefined) this.fail(node, "a number");
        return { kind: "number", value, from, to };
      }
      case "StringLiteral":
        return this.string(node);
      case "ParenExpr":
        return { kind: "parenthesis", of: this.expression(this.expressions(node)[0] ?? null), from, to };
      case "UnaryExpr":
        return this.unary(node);
      case "VectorSelector":
        return this.selector(node);
      case "FunctionCall":
        return { kind: "call", function: this.slice(node.firstChild), args: this.args(node), from, to };
      case "AggregateExpr":
        return this.aggregation(node);
      default:
        this.fail(node, "PromQL that is not experimental");
    }
  }

  private unary(node: Node): Expression {
    const sign = this.slice(node.firstChild) === "-" ? "-" : "+";
    return { kind: "unary", sign, of: this.expression(node.lastChild), from: node.from, to: node.to };
  }

  private selector(node: Node): Expression {
    const identifier = node.getChild("Identifier");
    const matchers: Matcher[] = [];
    for (let child = node.getChild("LabelMatchers")?.firstChild ?? null; child; child = child.nextSibling) {
      const { from, to } = child;
      if (child.name === "QuotedLabelName") {
        matchers.push({ label: "__name__", operator: "=", value: this.string(child.firstChild), from, to });
      } else if (child.name.endsWith("LabelMatcher")) matchers.push(this.matcher(child));
    }
    const [named, ...others] = matchers.filter(({ label }) => label === "__name__");
    if (identifier && named) this.fail(node, "the name of one metric");
    // Of several names, nothing is known.
    const quoted = named?.operator === "=" && others.length === 0 ? named.value.value : undefined;
    const name = identifier ? this.slice(identifier) : quoted;
    const { from, to } = node;
    return { kind: "selector", ...(name === undefined ? {} : { name }), matchers, modifiers: [], from, to };
  }

  private matcher(node: Node): Matcher {
    const label = node.firstChild;
    const operator = this.slice(node.getChild("MatchOp"));
    if (operator !== "=" && operator !== "!=" && operator !== "=~" && operator !== "!~") this.fail(node, "a matcher");
    return { label: this.label(label), operator, value: this.string(node.lastChild), from: node.from, to: node.to };
  }

  private label(node: Node | null): string {
    return node?.name === "QuotedLabelName" ? this.string(node.firstChild).value : this.slice(node);
  }

  private string(node: Node | null): StringLiteral {
    const { from, to } = this.present(node);
    const value = unquote(this.text.slice(from, to));
    if (value === undefined) this.fail({ from, to }, 'a text in quotes whose escapes are those of Go, such as "\\\\."');
    return { kind: "string", value, from, to };
  }

  private aggregation(node: Node): Expression {
    const modifier = node.getChild("AggregateModifier");
    const grouping = modifier && {
      without: modifier.firstChild?.name === "Without",
      labels: this.labels(modifier.getChild("GroupingLabels")),
    };
    const { from, to } = node;
    const operator = this.slice(node.firstChild).toLowerCase();
    return { kind: "aggregation", operator, ...(grouping && { grouping }), args: this.args(node), from, to };
  }

  private operator(node: Node): Operator {
    const [left] = this.expressions(node);
    let token = left?.nextSibling ?? null;
    while (token?.name === "LineComment") token = token.nextSibling;
    for (let child = token; child; child = child.nextSibling) {
      if (EXPERIMENTAL.has(child.name)) this.fail(child, "no fill(…), which is experimental");
    }
    const clause = node.getChild("MatchingModifierClause");
    const name = this.slice(token).toLowerCase();
    if (!isOperator(name)) this.fail(node, `an operator of PromQL, not ${name}`);
    return {
      name,
      bool: node.getChild("BoolModifier") !== null,
      matching: clause ? this.matching(clause) : undefined,
    };
  }

  private matching(clause: Node): Matching {
    const [labels, include] = clause.getChildren("GroupingLabels");
    const group = clause.getChild("GroupLeft") ? "group_left" : clause.getChild("GroupRight") && "group_right";
    return {
      on: clause.firstChild?.name === "On",
      labels: this.labels(labels ?? null),
      ...(group && { group }),
      include: this.labels(include ?? null),
    };
  }

  private labels(list: Node | null): string[] {
    const names: string[] = [];
    for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
      if (child.name === "LabelName" || child.name === "QuotedLabelName") names.push(this.label(child));
    }
    return names;
  }

  private args(node: Node): Expression[] {
    const body = node.getChild("FunctionCallBody");
    return body ? this.expressions(body).map((arg) => this.expression(arg)) : [];
  }

  private expressions(node: Node): Node[] {
    const found: Node[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (EXPRESSIONS.has(child.name)) found.push(child);
    }
    return found;
  }

  private present(node: Node | null): Node {
    if (!node) throw new Unreadable({ got: this.text, expected: "PromQL" });
    return node;
  }

  private slice(span: Span | null): string {
    return span ? this.text.slice(span.from, span.to) : "";
  }

  private fail(span: Span, expected: string): never {
    throw new Unreadable({ got: this.text.slice(span.from, span.to), expected });
  }
}

const EXPRESSIONS: ReadonlySet<string> = new Set([
  "AggregateExpr",
  "AnchoredExpr",
  "BinaryExpr",
  "FunctionCall",
  "MatrixSelector",
  "NumberDurationLiteral",
  "OffsetExpr",
  "ParenExpr",
  "SmoothedExpr",
  "StepInvariantExpr",
  "StringLiteral",
  "SubqueryExpr",
  "UnaryExpr",
  "VectorSelector",
]);
