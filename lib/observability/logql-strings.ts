import {
  patternFilterProblem,
  patternParserProblem,
  regexParserProblem,
  regexProblem,
  type PatternProblem,
} from "./logql-patterns";
import { children, descendants, textOf, type LogqlNode } from "./logql-tree";
import { re2 } from "./re2";

/** Tells what is wrong with the strings of an expression, as the end of the sentence "expected …", or undefined. */
export type StringCheck = (strings: readonly string[]) => string | undefined;

/** An expression without the content of its strings and comments, and its strings as they are written. */
export function takeApart(expr: string): { readonly shape: string; readonly strings: readonly string[] } {
  const strings: string[] = [];
  const shape = expr.replaceAll(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|#[^\n]*/g, (token) => {
    if (token.startsWith("#")) return "#";
    strings.push(token);
    return '""';
  });
  return { shape, strings };
}

/** What to check in the strings of every expression that has the shape of this one. */
export function checksOfStrings(expr: string, tree: LogqlNode): readonly StringCheck[] {
  const nodes = descendants(tree);
  const positions = nodes.filter(({ name }) => name === "String").map(({ from }) => from);
  const indexOf: IndexOf = ({ from }) => positions.indexOf(from);
  const patterns = nodes.flatMap((node) =>
    patternsOf(node).map(([string, problem]) => patternCheck(indexOf(string), problem)),
  );
  const selectors = nodes.filter(({ name }) => name === "Selector");
  return [literalCheck, ...patterns, ...selectors.map((selector) => selectorCheck(expr, selector, indexOf))];
}

/** Which of the expression's strings stands at a node. */
type IndexOf = (node: LogqlNode) => number;

function patternsOf(node: LogqlNode): readonly [LogqlNode, PatternProblem][] {
  const strings = node.getChildren("String");
  const all = (problem: PatternProblem): [LogqlNode, PatternProblem][] => strings.map((string) => [string, problem]);
  switch (node.name) {
    case "Matcher":
      return node.getChild("Re") || node.getChild("Nre") ? all(regexProblem) : [];
    case "LineFilter":
    case "OrFilter":
      return all(filterProblem(node));
    case "LabelParser":
      return all(node.getChild("Regexp") ? regexParserProblem : patternParserProblem);
    case "LabelReplaceExpr":
      return all(regexProblem).slice(-1);
    default:
      return [];
  }
}

/** `|~ "a" or "b"`: the operator stands once, before the first. */
function filterProblem(node: LogqlNode): PatternProblem {
  const { parent } = node;
  if (node.getChild("FilterOp")) return () => undefined;
  if (node.name === "OrFilter" && parent) return filterProblem(parent);
  const operator = node.getChild("Filter")?.firstChild?.name ?? "";
  if (["PipeMatch", "Nre"].includes(operator)) return regexProblem;
  return ["PipePattern", "Npa"].includes(operator) ? patternFilterProblem : () => undefined;
}

function patternCheck(index: number, problem: PatternProblem): StringCheck {
  return (strings) => {
    const quoted = strings[index] ?? "";
    return problem(quoted, contentOf(quoted) ?? "");
  };
}

/** Loki refuses to read every stream there is. */
function selectorCheck(expr: string, selector: LogqlNode, indexOf: IndexOf): StringCheck {
  const matchers = descendants(selector).filter(({ name }) => name === "Matcher");
  const parts = matchers.map((matcher) => {
    const [label = "", operator = ""] = children(matcher).map((child) => textOf(expr, child));
    return { label, operator, index: indexOf(matcher.lastChild ?? matcher) };
  });
  return (strings) => {
    const values = parts.map(({ index }) => strings[index] ?? "");
    if (parts.some(({ operator }, i) => leavesOut(operator, contentOf(values[i] ?? "") ?? ""))) return undefined;
    const written = parts.map(({ label, operator }, i) => `${label}${operator}${values[i]}`);
    return `a selector with a label that is not empty, such as {service_name=~".+"}, not {${written.join(", ")}}`;
  };
}

/** Whether a matcher leaves out the streams that do not have the label. */
function leavesOut(operator: string, value: string): boolean {
  if (operator === "=") return value !== "";
  if (operator === "!=") return value === "";
  const matchesEmpty = new RegExp(`^(?:${re2(value)?.source ?? ""})$`).test("");
  return operator === "=~" ? !matchesEmpty : matchesEmpty;
}

const literalCheck: StringCheck = (strings) => {
  const unread = strings.find((string) => contentOf(string) === undefined);
  return unread && `backslashes doubled or the string in backticks, not ${unread}`;
};

const ESCAPED =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(0010[0-9a-fA-F]{4}|000[0-9a-fA-F]{5})|([0-7]{3})|([abfnrtv\\"]))/g;
const CONTROLS: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What a string reads as in Go, or undefined when Go has no such escape. */
function contentOf(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("`") || !inner.includes("\\")) return inner;
  if (inner.replaceAll(ESCAPED, "").includes("\\")) return undefined;
  return inner.replaceAll(ESCAPED, (_, ...[x, u, U, octal, letter]: (string | undefined)[]) => {
    if (letter !== undefined) return CONTROLS[letter] ?? letter;
    return String.fromCodePoint(octal === undefined ? parseInt(x ?? u ?? U ?? "", 16) : parseInt(octal, 8));
  });
}
