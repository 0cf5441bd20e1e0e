import type { TraceSearch } from "../model";
import { chosenDatasource } from "./datasource";
import type { JaegerTarget, LokiTarget, PrometheusTarget } from "./json";

/** More than one page of lines, and what Loki answers at once. */
const MAX_LINES = 500;
/** As many traces as Jaeger's own page finds unless it is asked for more. */
const MAX_TRACES = 20;

/** What a query yields: curves, the value of each series now, or a table of series with their values now. */
export type Result = "curves" | "values" | "table";

/** PromQL; its position among its siblings gives its letter. */
export function prometheusTarget(
  position: number,
  expr: string,
  legendFormat: string,
  result: Result,
): PrometheusTarget {
  return {
    refId: refId(position),
    datasource: chosenDatasource("metrics"),
    editorMode: "code",
    expr,
    legendFormat,
    format: result === "table" ? "table" : "time_series",
    range: result === "curves",
    instant: result !== "curves",
  };
}

/** LogQL that yields numbers. */
export function lokiTarget(
  position: number,
  expr: string,
  legendFormat: string,
  result: Exclude<Result, "table">,
): LokiTarget {
  return {
    refId: refId(position),
    datasource: chosenDatasource("logs"),
    editorMode: "code",
    expr,
    legendFormat,
    queryType: result === "curves" ? "range" : "instant",
  };
}

/** LogQL that yields lines. */
export function linesTarget(expr: string): LokiTarget {
  return {
    refId: refId(0),
    datasource: chosenDatasource("logs"),
    editorMode: "code",
    expr,
    queryType: "range",
    direction: "backward",
    maxLines: MAX_LINES,
  };
}

/** Traces that meet conditions. Jaeger's data source takes no more than one query of a panel. */
export function traceSearchTarget({ service, attributes = {}, minDuration }: TraceSearch): JaegerTarget {
  const tags = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return {
    refId: refId(0),
    datasource: chosenDatasource("traces"),
    queryType: "search",
    service,
    ...(tags.length === 0 ? {} : { tags: tags.join(" ") }),
    ...(minDuration === undefined ? {} : { minDuration }),
    limit: MAX_TRACES,
  };
}

/** One trace: to the data source, a query without a type is a trace's id. */
export function traceTarget(traceId: string): JaegerTarget {
  return { refId: refId(0), datasource: chosenDatasource("traces"), query: traceId };
}

export function refId(position: number): string {
  return String.fromCharCode("A".charCodeAt(0) + position);
}
