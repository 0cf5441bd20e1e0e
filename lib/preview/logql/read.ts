import { children, descendants, parseLogql, textOf, type LogqlNode } from "../../observability/logql-tree";
import { parseNumber, unquote } from "../../promql/text";
import { NoAnswer } from "../sources";

/** The syntax tree of an expression; throws {@link NoAnswer} for what is no LogQL. */
export function treeOf(expr: string): LogqlNode {
  const tree = parseLogql(expr);
  const error = descendants(tree).find(({ type }) => type.isError);
  if (error)
    throw new NoAnswer(`LogQL cannot be read from character ${error.from + 1} on: ${excerpt(expr, error.from)}`);
  return tree;
}

/** The only node of that name right below one. */
export function child(expr: string, node: LogqlNode, ...names: readonly string[]): LogqlNode {
  const found = children(node).find(({ name }) => names.includes(name));
  return found ?? unsupported(expr, node);
}

/** The texts of all strings right below a node, as they read. */
export function strings(expr: string, node: LogqlNode): string[] {
  return node.getChildren("String").map((string) => {
    const text = textOf(expr, string);
    return unquote(text) ?? unsupported(expr, string);
  });
}

/** Nodes of one name that stand within lists of another: `Labels(Labels(Identifier), Identifier)`. */
export function listed(node: LogqlNode, list: string, item: string): LogqlNode[] {
  return children(node).flatMap((part) =>
    part.name === list ? listed(part, list, item) : part.name === item ? [part] : [],
  );
}

/** A number, or the seconds of a duration. */
export function numberAt(expr: string, node: LogqlNode): number {
  return secondsOf(textOf(expr, node)) ?? unsupported(expr, node);
}

/** The seconds of a duration as Go writes it, such as `1h30m` or `1.5ms`, or a number. */
export function secondsOf(text: string): number | undefined {
  const whole = parseNumber(text.replaceAll(" ", ""));
  if (whole !== undefined) return whole;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (UNIT_SECONDS[unit] ?? NaN), 0);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** For what Loki understands, and we do not. */
export function unsupported(expr: string, node: LogqlNode): never {
  throw new NoAnswer(`preview does not evaluate ${JSON.stringify(textOf(expr, node).trim())} of LogQL`);
}

function excerpt(expr: string, from: number): string {
  const rest = expr.slice(from, from + 40);
  return rest.trim() === "" ? "it breaks off" : JSON.stringify(rest);
}
