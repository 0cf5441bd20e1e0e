import { children, descendants, textOf, type LogqlNode } from "./logql-tree";

/** Counts lines or their bytes. */
const OF_LINES = ["bytes_over_time", "bytes_rate", "count_over_time"];
/** Takes lines, or a number that `unwrap` finds in each. */
const OF_BOTH = ["absent_over_time", "rate"];
/** Takes a number that `unwrap` finds in each line, and groups the lines itself. */
const GROUPING = [
  "avg_over_time",
  "first_over_time",
  "last_over_time",
  "max_over_time",
  "min_over_time",
  "quantile_over_time",
  "stddev_over_time",
  "stdvar_over_time",
];
/** Takes a number that `unwrap` finds in each line. */
const OF_NUMBERS = [...GROUPING, "rate_counter", "sum_over_time"];
const AGGREGATIONS = ["avg", "count", "max", "min", "sort", "sort_desc", "stddev", "stdvar", "sum"];
const RANKINGS = ["bottomk", "topk"];

const FUNCTIONS = new Set([
  ...OF_LINES,
  ...OF_BOTH,
  ...OF_NUMBERS,
  ...AGGREGATIONS,
  ...RANKINGS,
  "label_replace",
  "vector",
]);

/** Whether LogQL has a function of that name. */
export function isFunction(name: string): boolean {
  return FUNCTIONS.has(name.toLowerCase());
}

/** What a function gets and does not take, or lacks, as the end of the sentence "expected …". */
export function functionProblem(expr: string, node: LogqlNode): string | undefined {
  switch (node.name) {
    case "RangeAggregationExpr":
      return rangeAggregationProblem(expr, node);
    case "VectorAggregationExpr":
      return vectorAggregationProblem(expr, node);
    case "BinOpExpr":
      return setOperationProblem(expr, node);
    default:
      return undefined;
  }
}

function rangeAggregationProblem(expr: string, node: LogqlNode): string | undefined {
  const name = textOf(expr, node.getChild("RangeOp")).toLowerCase();
  const unwraps = children(node).some((child) => descendants(child).some(({ name }) => name === "UnwrapExpr"));
  const parameter = node.getChild("Number");

  if (unwraps && OF_LINES.includes(name)) return `no unwrap within ${name}(…), which takes lines`;
  if (!unwraps && OF_NUMBERS.includes(name))
    return `a number of each line, such as "| unwrap bytes", within ${name}(…)`;
  if (node.getChild("Grouping") && !GROUPING.includes(name)) {
    return `${name}(…) within sum by (…) or another aggregation, since it does not group by itself`;
  }
  if (name === "quantile_over_time") return parameter ? undefined : `a quantile first, as in ${name}(0.99, …)`;
  return parameter ? `no number first in ${name}(…)` : undefined;
}

function vectorAggregationProblem(expr: string, node: LogqlNode): string | undefined {
  const name = textOf(expr, node.getChild("VectorOp")).toLowerCase();
  const parameter = node.getChild("Number");

  if (RANKINGS.includes(name)) {
    const sound = /^\d*[1-9]\d*$/.test(textOf(expr, parameter));
    return sound ? undefined : `how many series first, as in ${name}(5, …)`;
  }
  if (parameter) return `no number first in ${name}(…)`;
  const grouped = node.getChild("Grouping")?.getChild("Labels");
  return name.startsWith("sort") && grouped ? `no by or without on ${name}(…)` : undefined;
}

function setOperationProblem(expr: string, node: LogqlNode): string | undefined {
  const [operator] = ["And", "Or", "Unless"].flatMap((name) => node.getChildren(name));
  const number = operator && node.getChildren("Expr").find(isLiteral);
  if (!operator || !number) return undefined;
  return `series on both sides of "${textOf(expr, operator)}", not ${textOf(expr, number)}`;
}

/** Whether it is a number, or the work of numbers alone. */
function isLiteral(node: LogqlNode): boolean {
  const names = new Set(descendants(node).map(({ name }) => name));
  return !["RangeAggregationExpr", "VectorAggregationExpr", "VectorExpr"].some((name) => names.has(name));
}
