import { parser } from "@grafana/lezer-logql";

/** A node of the syntax tree, named as Grafana's grammar names it (https://github.com/grafana/lezer-logql). */
export type LogqlNode = ReturnType<typeof parser.parse>["topNode"];

/** The syntax tree of an expression; what cannot be read is a node whose type is an error. */
export function parseLogql(expr: string): LogqlNode {
  // The grammar lacks the offset of a range after `unwrap`, which Loki has: it is read as if it were not there.
  return parser.parse(expr.replaceAll(OFFSET, (offset) => " ".repeat(offset.length))).topNode;
}

const OFFSET = /(?<=\])\s*offset\s+-?(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|[smhdwy]))+(?![\w.])/gi;

/** A node and all below it, in the order of the text. */
export function descendants(node: LogqlNode): LogqlNode[] {
  return [node, ...children(node).flatMap(descendants)];
}

/** The nodes right below one. */
export function children(node: LogqlNode): LogqlNode[] {
  const found: LogqlNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** What stands at a node; empty where there is none. */
export function textOf(expr: string, node: LogqlNode | null): string {
  return node ? expr.slice(node.from, node.to) : "";
}
