import { functionProblem, isFunction } from "./logql-functions";
import { checksOfStrings, takeApart, type StringCheck } from "./logql-strings";
import { descendants, parseLogql, textOf, type LogqlNode } from "./logql-tree";

/** Tells what Loki would refuse in the expression of a rule, as the end of the sentence "expected …", or undefined. */
export type LogqlChecker = (expr: string) => string | undefined;

/**
 * A checker for many expressions. Checked are the grammar, which is Grafana's own, that the result is a number, what
 * each function takes, that every selector selects something, and the patterns in strings. Not checked are templates
 * (`line_format`), paths (`json a="b.c"`), addresses (`ip("…")`), and labels: only stored lines know which there are.
 *
 * It parses each shape once: an expression without the content of its strings. The expressions of a thousand services
 * differ in little else.
 */
export function logqlChecker(): LogqlChecker {
  const soundShapes = new Map<string, readonly StringCheck[]>();
  return (expr) => {
    const { shape, strings } = takeApart(expr);
    let checks = soundShapes.get(shape);
    if (checks === undefined) {
      const tree = parseLogql(expr);
      const problem = structureProblem(expr, tree);
      if (problem !== undefined) return problem;
      checks = checksOfStrings(expr, tree);
      soundShapes.set(shape, checks);
    }
    for (const check of checks) {
      const problem = check(strings);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function structureProblem(expr: string, tree: LogqlNode): string | undefined {
  const nodes = descendants(tree);
  const error = nodes.find(({ type }) => type.isError);
  if (error) return syntaxProblem(expr, error);
  for (const check of [linesProblem, functionProblem, rangeProblem, labelProblem]) {
    for (const node of nodes) {
      const problem = check(expr, node);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function syntaxProblem(expr: string, { from, parent }: LogqlNode): string {
  const rest = expr.slice(from);
  if (parent?.name === "Selector" && /^\{\s*\}/.test(expr.slice(parent.from))) {
    return 'a selector with a label, such as {service_name="checkout"}, not {}';
  }
  if (parent?.name === "LogRangeExpr" && !parent.getChild("Range") && /^\s*\)/.test(rest)) {
    return `a range such as [5m] after ${JSON.stringify(textOf(expr, parent).trim())}`;
  }
  const range = parent?.name === "Range" && /^\[[^\]]*\]/.exec(expr.slice(parent.from));
  if (range) return rangeWanted(range[0]);
  const called = /^(\w+)\s*\(/.exec(rest)?.[1];
  if (called !== undefined && !isFunction(called)) return `a function of LogQL, not ${called}(…)`;
  const before = expr.slice(0, from).trimEnd();
  const where = rest.trim() === "" ? "it breaks off" : `character ${from + 1} cannot be read`;
  return `LogQL; ${where}${before === "" ? "" : ` after ${JSON.stringify(before.slice(-20))}`}`;
}

/** Rules want a number of each series: Loki takes a query for log lines into its rules and fails to evaluate it. */
function linesProblem(expr: string, node: LogqlNode): string | undefined {
  if (node.name !== "LogExpr") return undefined;
  return `a number, such as count_over_time(…[5m]), not the lines of ${JSON.stringify(textOf(expr, node))}`;
}

/** Ranges are written as Prometheus reads durations; elsewhere Loki reads Go's fractions and units too. */
function rangeProblem(expr: string, node: LogqlNode): string | undefined {
  if (node.name !== "Range") return undefined;
  const range = textOf(expr, node);
  const sound = /^\[(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?\]$/.test(range);
  return sound ? undefined : rangeWanted(range);
}

function rangeWanted(range: string): string {
  return `a range such as [5m] or [1h30m], not ${range}`;
}

/** What the grammar takes for a label and Loki for something else. */
function labelProblem(expr: string, node: LogqlNode): string | undefined {
  const text = textOf(expr, node);
  if (node.name === "Identifier" && KEYWORDS.has(text.toLowerCase())) return `a label, not the keyword ${text}`;
  return node.name === "BinOpModifier" && /,\s*\)/.test(text) ? `no comma at the end of ${text}` : undefined;
}

const KEYWORDS = new Set(["and", "by", "of", "or", "unless", "variants", "without"]);
