import { children, textOf, type LogqlNode } from "../../observability/logql-tree";
import type { Comparison, Condition, LinesQuery, Matcher, Stage } from "./query";
import { child, listed, numberAt, strings, unsupported } from "./read";

/** What stands in a `LogExpr` or a `LogRangeExpr`. */
export function linesQuery(expr: string, node: LogqlNode): LinesQuery {
  const inner = children(node).find(({ name }) => name === "LogExpr" || name === "LogRangeExpr");
  if (inner) return linesQuery(expr, inner);
  const selector = child(expr, node, "Selector");
  const stages = [...node.getChildren("PipelineExpr"), ...node.getChildren("UnwrapExpr")].flatMap((part) =>
    stagesOf(expr, part),
  );
  return {
    selector: listed(child(expr, selector, "Matchers"), "Matchers", "Matcher").map((part) => matcher(expr, part)),
    stages,
  };
}

/** A pipeline is a list whose head is a pipeline; what `unwrap` is within one is read elsewhere. */
function stagesOf(expr: string, node: LogqlNode): Stage[] {
  const parts = children(node);
  return parts.flatMap((part) => {
    switch (part.name) {
      case "PipelineExpr":
      case "PipelineStage":
      case "UnwrapExpr":
      case "LineFilters":
        return stagesOf(expr, part);
      case "LineFilter":
        return [filter(expr, part)];
      case "LabelFilter":
        return [{ kind: "condition", condition: condition(expr, part) }];
      case "KeepLabelsExpr":
        return [{ kind: "keep", labels: namesOf(expr, part, "Keep") }];
      case "DropLabelsExpr":
        return [{ kind: "drop", labels: namesOf(expr, part, "Drop") }];
      case "LineFormatExpr":
        return [{ kind: "format", template: strings(expr, part)[0] ?? "" }];
      case "DecolorizeExpr":
      case "Pipe":
      case "Unwrap":
      case "ConvOp":
      case "Identifier":
        return [];
      default:
        return unsupported(expr, part);
    }
  });
}

function filter(expr: string, node: LogqlNode): Stage {
  const operator = textOf(expr, child(expr, node, "Filter"));
  if (operator !== "|=" && operator !== "!=" && operator !== "|~" && operator !== "!~") unsupported(expr, node);
  if (node.getChild("FilterOp")) unsupported(expr, node);
  return { kind: "filter", operator, texts: [...strings(expr, node), ...alternatives(expr, node)] };
}

function alternatives(expr: string, node: LogqlNode): string[] {
  return node.getChildren("OrFilter").flatMap((or) => [...strings(expr, or), ...alternatives(expr, or)]);
}

function namesOf(expr: string, node: LogqlNode, kind: "Keep" | "Drop"): string[] {
  const labels = listed(child(expr, node, `${kind}Labels`), `${kind}Labels`, `${kind}Label`);
  return labels.map((label) => textOf(expr, child(expr, label, "Identifier")));
}

function condition(expr: string, node: LogqlNode): Condition {
  const terms: (Condition | "and" | "or")[] = flattened(expr, node);
  const alternatives: Condition[][] = [[]];
  // The grammar takes `a or b and c` from left to right; in LogQL `and` binds closer.
  for (const term of terms) {
    if (term === "or") alternatives.push([]);
    else if (term !== "and") alternatives.at(-1)?.push(term);
  }
  const all = alternatives.map((of): Condition => ({ kind: "and", of }));
  return all.length > 1 ? { kind: "or", of: all } : (all[0] ?? unsupported(expr, node));
}

/** The terms of a condition and what joins them, in the order of the text. */
function flattened(expr: string, node: LogqlNode): (Condition | "and" | "or")[] {
  const parts = children(node);
  const filters = parts.filter(({ name }) => name === "LabelFilter");
  const [first, second] = filters;
  if (!first) return [single(expr, parts[0] ?? unsupported(expr, node))];
  // In parentheses.
  if (!second) return [condition(expr, first)];
  const joined = node.getChild("Or") ? "or" : "and";
  const terms = [...flattened(expr, first), joined, ...flattened(expr, second)] as const;
  // What a comma does beside `or` is nobody's to guess.
  if (!node.getChild("Or") && !node.getChild("And") && terms.includes("or")) unsupported(expr, node);
  return [...terms];
}

function single(expr: string, node: LogqlNode): Condition {
  switch (node.name) {
    case "Matcher":
      return { kind: "matcher", matcher: matcher(expr, node) };
    case "NumberFilter":
      return { kind: "number", ...comparison(expr, node, child(expr, node, "LiteralExpr")) };
    case "UnitFilter": {
      const duration = child(expr, node, "DurationFilter");
      return { kind: "duration", ...comparison(expr, duration, child(expr, duration, "Duration")) };
    }
    default:
      return unsupported(expr, node);
  }
}

function comparison(
  expr: string,
  node: LogqlNode,
  value: LogqlNode,
): { readonly label: string; readonly operator: Comparison; readonly value: number } {
  const [label, operator] = children(node).map((part) => textOf(expr, part));
  const known = COMPARISONS.find((comparison) => comparison === operator);
  return { label: label ?? "", operator: known ?? unsupported(expr, node), value: numberAt(expr, value) };
}

const COMPARISONS: readonly Comparison[] = ["=", "==", "!=", ">", ">=", "<", "<="];

function matcher(expr: string, node: LogqlNode): Matcher {
  const [label, operator] = children(node).map((part) => textOf(expr, part));
  const [value] = strings(expr, node);
  if (label === undefined || value === undefined) unsupported(expr, node);
  if (operator !== "=" && operator !== "!=" && operator !== "=~" && operator !== "!~") unsupported(expr, node);
  return { label, operator, value };
}
