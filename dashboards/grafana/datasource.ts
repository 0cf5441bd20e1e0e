import type { Dashboard, Panel } from "../model";
import type { GrafanaDatasource, GrafanaVariable } from "./json";

/** What is asked for: metrics of Prometheus, logs of Loki, traces of Jaeger. */
export type Source = "metrics" | "logs" | "traces";

/** The type of data source that answers, and the variable with which the reader chooses one. */
const SOURCES = {
  metrics: { type: "prometheus", variable: "datasource", label: "Data source" },
  logs: { type: "loki", variable: "logs", label: "Logs" },
  traces: { type: "jaeger", variable: "traces", label: "Traces" },
} as const;

/** The data source that the reader has chosen. */
export function chosenDatasource(source: Source): GrafanaDatasource {
  const { type, variable } = SOURCES[source];
  return { type, uid: `\${${variable}}` };
}

/** The part of an address that keeps the reader's choice. */
export function keptDatasource(source: Source): string {
  return `\${${SOURCES[source].variable}:queryparam}`;
}

export function datasourceVariable(source: Source): GrafanaVariable {
  const { type, variable, label } = SOURCES[source];
  return {
    type: "datasource",
    name: variable,
    label,
    query: type,
    regex: "",
    refresh: 1,
    multi: false,
    includeAll: false,
    hide: 0,
    options: [],
    current: {},
  };
}

/** What a panel asks for. */
function sourcesOfPanel(panel: Panel): Source[] {
  switch (panel.kind) {
    case "stat":
      return [panel.source ?? "metrics"];
    case "timeSeries":
      return panel.series.map(({ source }) => source ?? "metrics");
    case "table":
    case "callGraph":
      return ["metrics"];
    case "logs":
      return ["logs"];
    case "traceList":
    case "trace":
      return ["traces"];
    case "text":
      return [];
  }
}

/** The data source of a panel, or Grafana's words for several, of which each query has its own, and for none. */
export function datasourceOf(panel: Panel): GrafanaDatasource {
  const [first, ...others] = new Set(sourcesOfPanel(panel));
  if (first === undefined) return { type: "datasource", uid: panel.kind === "text" ? "-- Grafana --" : "-- Mixed --" };
  return others.length > 0 ? { type: "datasource", uid: "-- Mixed --" } : chosenDatasource(first);
}

/** What a dashboard asks for anywhere. */
export function sourcesOf({ variables = [], annotations = [], rows }: Dashboard): Source[] {
  const used = new Set(rows.flatMap(({ lines }) => lines.flat()).flatMap(sourcesOfPanel));
  if (annotations.length > 0) used.add("metrics");
  for (const variable of variables) if ("of" in variable) used.add(variable.source ?? "metrics");
  return (["metrics", "logs", "traces"] as const).filter((source) => used.has(source));
}
