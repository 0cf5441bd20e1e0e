import { children, descendants, textOf, type LogqlNode } from "../../observability/logql-tree";
import { linesQuery } from "./parse-lines";
import type { Aggregation, Binary, Grouping, LabelReplace, NumberQuery, Query, RangeAggregation } from "./query";
import { child, listed, numberAt, secondsOf, strings, treeOf, unsupported } from "./read";

/** An expression of LogQL; throws `NoAnswer` for what cannot be read or evaluated. */
export function parseQuery(expr: string): Query {
  const top = child(expr, treeOf(expr), "Expr");
  const lines = top.getChild("LogExpr");
  if (lines) return { kind: "lines", lines: linesQuery(expr, lines) };
  return numbers(expr, child(expr, top, "MetricExpr"));
}

function numbers(expr: string, node: LogqlNode): NumberQuery {
  const inner = children(node)[0] ?? unsupported(expr, node);
  switch (node.name) {
    case "Expr":
      return numbers(expr, child(expr, node, "MetricExpr"));
    case "MetricExpr":
      // Parentheses are no nodes.
      return numbers(expr, node.getChild("MetricExpr") ?? inner);
    case "LiteralExpr":
      return { kind: "number", value: numberAt(expr, node), vector: false };
    case "VectorExpr":
      return { kind: "number", value: numberAt(expr, child(expr, node, "Number", "LiteralExpr")), vector: true };
    case "RangeAggregationExpr":
      return rangeAggregation(expr, node);
    case "VectorAggregationExpr":
      return aggregation(expr, node);
    case "BinOpExpr":
      return binary(expr, node);
    case "LabelReplaceExpr":
      return labelReplace(expr, node);
    default:
      return unsupported(expr, node);
  }
}

function rangeAggregation(expr: string, node: LogqlNode): RangeAggregation {
  const log = child(expr, node, "LogRangeExpr");
  const range = descendants(log).find(({ name }) => name === "Range") ?? unsupported(expr, log);
  const unwrap = descendants(log).find(({ name, firstChild }) => name === "UnwrapExpr" && firstChild?.name === "Pipe");
  const parameter = node.getChild("Number");
  const grouping = groupingOf(expr, node);
  // The grammar is given blanks for it, since it knows it in some places alone.
  const [, offset] = /^\s*offset\s+(-?[\w.µ]+)/i.exec(expr.slice(range.to)) ?? [];
  return {
    kind: "range",
    function: textOf(expr, child(expr, node, "RangeOp")).toLowerCase(),
    lines: linesQuery(expr, log),
    ...(unwrap && { unwrap: unwrapped(expr, unwrap) }),
    window: numberAt(expr, child(expr, range, "Duration")),
    offset: offset === undefined ? 0 : (secondsOf(offset) ?? unsupported(expr, node)),
    ...(parameter && { parameter: numberAt(expr, parameter) }),
    ...(grouping && { grouping }),
  };
}

function unwrapped(expr: string, node: LogqlNode): { readonly label: string; readonly as: "number" | "duration" } {
  const conversion = textOf(expr, node.getChild("ConvOp"));
  const label = textOf(expr, child(expr, node, "Identifier"));
  if (conversion === "") return { label, as: "number" };
  return { label, as: conversion.startsWith("duration") ? "duration" : unsupported(expr, node) };
}

function aggregation(expr: string, node: LogqlNode): Aggregation {
  const parameter = node.getChild("Number");
  return {
    kind: "aggregation",
    operator: textOf(expr, child(expr, node, "VectorOp")).toLowerCase(),
    grouping: groupingOf(expr, node) ?? { without: false, labels: [] },
    ...(parameter && { parameter: numberAt(expr, parameter) }),
    of: numbers(expr, child(expr, node, "MetricExpr")),
  };
}

function groupingOf(expr: string, node: LogqlNode): Grouping | undefined {
  const grouping = node.getChild("Grouping");
  if (!grouping) return undefined;
  const labels = listed(grouping, "Labels", "Identifier").map((label) => textOf(expr, label));
  return { without: grouping.getChild("Without") !== null, labels };
}

/** An operator that waits for its right side. */
interface Operator {
  readonly name: string;
  readonly bool: boolean;
  readonly matching: Binary["matching"];
}

/** The grammar takes operators in whatever order; which binds closer is decided here. */
function binary(expr: string, node: LogqlNode): NumberQuery {
  const operands: NumberQuery[] = [];
  const operators: Operator[] = [];
  const reduce = (): void => {
    const operator = operators.pop();
    const [left, right] = operands.splice(-2);
    if (!operator || !left || !right) unsupported(expr, node);
    const { name, bool, matching } = operator;
    operands.push({ kind: "binary", operator: name, bool, ...(matching && { matching }), left, right });
  };
  for (const part of flattened(expr, node)) {
    if ("kind" in part) {
      operands.push(part);
      continue;
    }
    for (let last = operators.at(-1); last && closer(last.name, part.name); last = operators.at(-1)) reduce();
    operators.push(part);
  }
  while (operators.length > 0) reduce();
  return operands[0] ?? unsupported(expr, node);
}

/** Whether an operator takes what stands between it and the next one. */
function closer(operator: string, next: string): boolean {
  const [mine, other] = [operator, next].map((name) => PRECEDENCE.findIndex((names) => names.includes(name)));
  return (mine ?? 0) > (other ?? 0) || (mine === other && next !== "^");
}

/** From those that bind least to those that bind most. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ["or"],
  ["and", "unless"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
  ["^"],
];

function flattened(expr: string, node: LogqlNode): (NumberQuery | Operator)[] {
  const [left, right] = node.getChildren("Expr");
  if (!left || !right) unsupported(expr, node);
  const side = (part: LogqlNode): (NumberQuery | Operator)[] => {
    const metric = child(expr, part, "MetricExpr");
    const inner = metric.getChild("BinOpExpr");
    return inner ? flattened(expr, inner) : [numbers(expr, metric)];
  };
  return [...side(left), operatorOf(expr, node), ...side(right)];
}

function operatorOf(expr: string, node: LogqlNode): Operator {
  const [, token] = children(node);
  const modifier = node.getChild("BinOpModifier");
  const matching = modifier?.getChild("OnOrIgnoringModifier");
  if (modifier?.getChild("GroupLeft") || modifier?.getChild("GroupRight")) unsupported(expr, modifier);
  return {
    name: textOf(expr, token ?? null).toLowerCase(),
    bool: Boolean(modifier?.getChild("Bool")),
    matching: matching
      ? {
          on: matching.getChild("On") !== null,
          labels: descendants(matching)
            .filter(({ name }) => name === "LabelName")
            .map((label) => textOf(expr, label)),
        }
      : undefined,
  };
}

function labelReplace(expr: string, node: LogqlNode): LabelReplace {
  const [target = "", replacement = "", source = "", pattern = ""] = strings(expr, node);
  return { kind: "replace", of: numbers(expr, child(expr, node, "MetricExpr")), target, replacement, source, pattern };
}
