import type { GrafanaDatasource, GrafanaTarget } from "./json";

/** The data source that the reader has chosen. */
export const chosenDatasource: GrafanaDatasource = { type: "prometheus", uid: "${datasource}" };

/** What a query yields: curves, the value of each series now, or a table of series with their values now. */
export type Result = "curves" | "values" | "table";

/** A query of a panel; its position among its siblings gives its letter. */
export function target(position: number, expr: string, legendFormat: string, result: Result): GrafanaTarget {
  return {
    refId: refId(position),
    datasource: chosenDatasource,
    editorMode: "code",
    expr,
    legendFormat,
    format: result === "table" ? "table" : "time_series",
    range: result === "curves",
    instant: result !== "curves",
  };
}

export function refId(position: number): string {
  return String.fromCharCode("A".charCodeAt(0) + position);
}
