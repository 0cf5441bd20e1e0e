import type { GrafanaTarget } from "../../../dashboards/grafana/json";
import type { Labels } from "../sources";

/** The name of a series by its query's legend, such as `{{pod}}`; by all of its labels where there is none. */
export function seriesName(target: GrafanaTarget, labels: Labels): string {
  const legend = "legendFormat" in target ? (target.legendFormat ?? "") : "";
  if (legend === "" || legend === "__auto") return allLabels(labels);
  return legend.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, label: string) => labels[label] ?? "");
}

function allLabels(labels: Labels): string {
  const { __name__: name = "", ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 && name !== "" ? name : `${name}{${pairs.join(", ")}}`;
}
