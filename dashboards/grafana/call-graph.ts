import type { CallGraphPanel } from "../model";
import type { PanelContent } from "./json";
import { prometheusTarget } from "./target";

/** The fields of an arrow, by names that Grafana knows. The circles follow from the arrows. */
const ARROW = ["id", "source", "target", "mainstat", "secondarystat"];

/** @see https://grafana.com/docs/grafana/latest/visualizations/panels-visualizations/visualizations/node-graph/#data-api */
export function renderCallGraph({
  calls,
  failures,
  noData,
}: CallGraphPanel): Pick<PanelContent, "targets" | "fieldConfig" | "options" | "transformations"> {
  const units = { mainStatUnit: calls.unit, secondaryStatUnit: failures.unit };
  return {
    targets: [calls, failures].map(({ expr }, i) =>
      prometheusTarget(i, withId(expr), "{{source}} → {{target}}", "table"),
    ),
    fieldConfig: { defaults: noData === undefined ? {} : { noValue: noData }, overrides: [] },
    options: { nodes: units, edges: units, layoutAlgorithm: "layered", zoomMode: "cooperative" },
    transformations: [
      { id: "filterFieldsByName", options: { exclude: { names: ["Time"] } } },
      { id: "merge", options: {} },
      called("mainstat", "Value #A"),
      called("secondarystat", "Value #B"),
      { id: "filterFieldsByName", options: { include: { names: ARROW } } },
    ],
  };
}

/** The values of a field under another name. Renaming would change what is shown alone, and the panel looks for the name. */
function called(name: string, field: string): { id: string; options: object } {
  const left = { matcher: { id: "byName", options: field } };
  return {
    id: "calculateField",
    options: { mode: "binary", alias: name, binary: { left, operator: "*", right: { fixed: "1" } } },
  };
}

function withId(expr: string): string {
  return `label_join(${expr}, "id", " → ", "source", "target")`;
}
