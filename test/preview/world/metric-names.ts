import type { GrafanaDashboard } from "../../../dashboards/grafana/json";
import { parse } from "../../../lib/promql";
import type { Expression } from "../../../lib/promql/expression";

/** The metrics that an expression reads. Variables of Grafana may stand in it. */
export function metricNames(expr: string): readonly string[] {
  const { tree, problem } = parse(expr.replaceAll(/\$__\w+/g, "5m"));
  if (!tree) throw new Error(`${expr}: ${problem.expected}`);
  return namesIn(tree);
}

/** All PromQL of a dashboard. */
export function expressionsOf({ panels, annotations }: GrafanaDashboard): readonly string[] {
  const targets = panels.flatMap((panel) => (panel.type === "row" ? [] : panel.targets));
  return [
    ...targets.flatMap((target) => (target.datasource.type === "prometheus" && "expr" in target ? [target.expr] : [])),
    ...annotations.list.map(({ target }) => target.expr),
  ];
}

function namesIn(tree: Expression): readonly string[] {
  switch (tree.kind) {
    case "number":
    case "string":
      return [];
    case "selector":
      return tree.name === undefined ? [] : [tree.name];
    case "binary":
      return [...namesIn(tree.left), ...namesIn(tree.right)];
    case "call":
    case "aggregation":
      return tree.args.flatMap(namesIn);
    case "parenthesis":
    case "range":
    case "subquery":
    case "unary":
      return namesIn(tree.of);
  }
}
