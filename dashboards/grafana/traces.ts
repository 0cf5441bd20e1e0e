import type { TraceListPanel, TracePanel } from "../model";
import type { Source } from "./datasource";
import type { PanelContent } from "./json";
import { rowUrl } from "./link";
import { traceSearchTarget, traceTarget } from "./target";

type Body = Pick<PanelContent, "targets" | "fieldConfig" | "options">;

/** What Jaeger's data source calls the columns of a search. */
const COLUMNS = { id: "traceID", name: "traceName", start: "startTime", duration: "duration" };

/**
 * The data source brings a link of its own, to Grafana's Explore page, which is closed to readers who may not edit. A click
 * offers ours first.
 */
export function renderTraceList({ search, link, noData }: TraceListPanel, sources: readonly Source[]): Body {
  return {
    targets: [traceSearchTarget(search)],
    fieldConfig: {
      defaults: {
        ...(noData === undefined ? {} : { noValue: noData }),
        custom: { align: "auto", cellOptions: { type: "auto" }, filterable: false, inspect: false },
      },
      overrides: [
        {
          matcher: { id: "byName", options: COLUMNS.id },
          properties: [
            { id: "displayName", value: "Trace" },
            { id: "links", value: [{ title: "Open", url: rowUrl(link, sources), targetBlank: false }] },
          ],
        },
        {
          matcher: { id: "byName", options: COLUMNS.name },
          properties: [{ id: "displayName", value: "Began as" }],
        },
        { matcher: { id: "byName", options: COLUMNS.start }, properties: [{ id: "displayName", value: "Time" }] },
        {
          matcher: { id: "byName", options: COLUMNS.duration },
          properties: [
            { id: "displayName", value: "Duration" },
            { id: "unit", value: "µs" },
          ],
        },
      ],
    },
    options: { cellHeight: "sm", frameIndex: 0, showHeader: true, sortBy: [] },
  };
}

export function renderTrace({ traceId, noData }: TracePanel): Body {
  return {
    targets: [traceTarget(traceId)],
    fieldConfig: { defaults: noData === undefined ? {} : { noValue: noData }, overrides: [] },
    options: {},
  };
}
