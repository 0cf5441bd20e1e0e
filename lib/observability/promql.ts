import { parser } from "@prometheus-io/lezer-promql";
import { re2, RE2_SYNTAX } from "./re2";

/** Tells what Prometheus would refuse in an expression, as the end of the sentence "expected …", or undefined. */
export type PromqlChecker = (expr: string) => string | undefined;

/**
 * A checker for many expressions. Checked are the grammar, which is Prometheus' own, that functions such as `rate` and
 * nothing else get a range, and regular expressions. Not checked are the number of arguments and their other types.
 *
 * It parses each shape once: an expression without the content of its strings, which does not matter to the grammar. The
 * expressions of a thousand services differ in little else.
 */
export function promqlChecker(): PromqlChecker {
  const soundShapes = new Set<string>();
  const soundPatterns = new Set<string>();
  return (expr) => {
    const shape = shapeOf(expr);
    const problem = soundShapes.has(shape) ? undefined : parse(expr);
    if (problem !== undefined) return problem;
    soundShapes.add(shape);
    return patternProblem(expr, soundPatterns);
  };
}

function shapeOf(expr: string): string {
  // Quotes within comments and raw strings, and escaped ones, do not begin or end a string.
  if (/[#`\\']/.test(expr)) return expr;
  let shape = "";
  let from = 0;
  for (let open = expr.indexOf('"'); open >= 0; open = expr.indexOf('"', from + 1)) {
    shape += expr.slice(from, open + 1);
    from = expr.indexOf('"', open + 1);
    if (from < 0) return expr;
  }
  return shape + expr.slice(from);
}

function parse(expr: string): string | undefined {
  const tree = parser.parse(expr);
  const ranges: Node[] = [];
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return syntaxProblem(expr, cursor.from);
    if (cursor.name === "FunctionCall" || RANGES.has(cursor.name)) ranges.push(cursor.node);
  } while (cursor.next());
  for (const node of ranges) {
    const problem = node.name === "FunctionCall" ? missingRange(expr, node) : misplacedRange(expr, node);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

type Node = ReturnType<typeof parser.parse>["topNode"];

const RANGES = new Set(["MatrixSelector", "SubqueryExpr"]);
/** What may stand around a range without changing what it is. */
const WRAPPERS = new Set(["ParenExpr", "OffsetExpr", "StepInvariantExpr"]);
const RANGE_FUNCTIONS = new Set([
  "changes",
  "delta",
  "deriv",
  "double_exponential_smoothing",
  "idelta",
  "increase",
  "irate",
  "predict_linear",
  "rate",
  "resets",
]);

function syntaxProblem(expr: string, position: number): string {
  const before = expr.slice(0, position).trimEnd();
  const called = expr.slice(position).startsWith("(") ? /\w+$/.exec(before)?.[0] : undefined;
  if (called !== undefined) return `a function of PromQL, not ${called}(…)`;
  const where = expr.slice(position).trim() === "" ? "it breaks off" : `character ${position + 1} cannot be read`;
  return `PromQL; ${where}${before === "" ? "" : ` after ${JSON.stringify(before.slice(-20))}`}`;
}

function missingRange(expr: string, call: Node): string | undefined {
  const name = functionName(expr, call);
  const args = call.getChild("FunctionCallBody");
  if (!takesRange(name) || !args) return undefined;
  for (let argument = args.firstChild; argument; argument = argument.nextSibling) {
    if (RANGES.has(unwrapped(argument).name)) return undefined;
  }
  return `a range such as x[5m] within ${name}(…)`;
}

function misplacedRange(expr: string, range: Node): string | undefined {
  let outer = range.parent;
  while (outer && WRAPPERS.has(outer.name)) outer = outer.parent;
  const call = outer?.name === "FunctionCallBody" ? outer.parent : undefined;
  if (call?.name === "FunctionCall" && takesRange(functionName(expr, call))) return undefined;
  return `a range such as ${JSON.stringify(expr.slice(range.from, range.to))} only within functions such as rate(…)`;
}

function unwrapped(node: Node): Node {
  return WRAPPERS.has(node.name) && node.firstChild ? unwrapped(node.firstChild) : node;
}

function takesRange(name: string): boolean {
  return name.endsWith("_over_time") || RANGE_FUNCTIONS.has(name);
}

function functionName(expr: string, call: Node): string {
  const identifier = call.getChild("FunctionIdentifier");
  return identifier ? expr.slice(identifier.from, identifier.to).toLowerCase() : "";
}

/** Prometheus' patterns are RE2; this finds what JavaScript refuses too, and what RE2 does not have. */
function patternProblem(expr: string, sound: Set<string>): string | undefined {
  if (!expr.includes("~")) return undefined;
  for (const [, quoted = ""] of expr.matchAll(/[=!]~\s*("(?:[^"\\\n]|\\.)*")/g)) {
    // Of words, a pattern may hold any: the names of a thousand services are one case.
    const shape = /\\|\(\?|\{[^}]*,/.test(quoted) ? quoted : quoted.replaceAll(/[A-Za-z0-9_]+/g, "a");
    if (sound.has(shape)) continue;
    const pattern = unquoted(quoted);
    if (pattern !== undefined && re2(pattern) === undefined) return `${RE2_SYNTAX}, not ${quoted}`;
    sound.add(shape);
  }
  return undefined;
}

/** The text of a string, or undefined for escapes that JSON does not have. */
function unquoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}
