import { severityColors, type Color } from "../colors";
import { renderCallGraph } from "./call-graph";
import { datasourceOf, type Source } from "./datasource";
import type { FieldOverride, PanelContent } from "./json";
import { mapping, thresholds } from "./judgement";
import { renderLogs } from "./logs";
import type { Limits, Panel, Series, StatPanel, TimeSeriesPanel } from "../model";
import { renderTable } from "./table";
import { lokiTarget, prometheusTarget, refId } from "./target";
import { renderText } from "./text";
import { renderTrace, renderTraceList } from "./traces";
import { grafanaUnit } from "../units";

/** The version whose options are written here; without it Grafana takes them for those of its oldest panels. */
const PLUGIN_VERSION = "13.0.0";

const TYPES = {
  stat: "stat",
  timeSeries: "timeseries",
  table: "table",
  callGraph: "nodeGraph",
  logs: "logs",
  traceList: "table",
  trace: "traces",
  text: "text",
} as const satisfies Record<Panel["kind"], PanelContent["type"]>;

/** A panel as Grafana knows it, before it has a place. */
export function renderPanel(panel: Panel, sources: readonly Source[]): PanelContent {
  const { kind, title, description } = panel;
  const datasource = datasourceOf(panel);
  const head = { type: TYPES[kind], pluginVersion: PLUGIN_VERSION, title, description, datasource };
  switch (panel.kind) {
    case "stat":
      return { ...head, ...renderStat(panel) };
    case "timeSeries":
      return { ...head, ...renderTimeSeries(panel) };
    case "table":
      return { ...head, ...renderTable(panel, sources) };
    case "callGraph":
      return { ...head, ...renderCallGraph(panel) };
    case "logs":
      return { ...head, ...renderLogs(panel) };
    case "traceList":
      return { ...head, ...renderTraceList(panel, sources) };
    case "trace":
      return { ...head, ...renderTrace(panel) };
    case "text":
      return { ...head, ...renderText(panel) };
  }
}

type Body = Pick<PanelContent, "targets" | "fieldConfig" | "options">;

function renderStat({ title, unit, expr, steps, below = "green", limits, words, noData, source }: StatPanel): Body {
  const judged = steps !== undefined || words !== undefined;
  const target = source === "logs" ? lokiTarget : prometheusTarget;
  return {
    // The value now and not the last one of a curve, which may have ended an hour ago.
    targets: [
      limits === undefined
        ? target(0, expr, title, "values")
        : target(0, againstLimits(expr, limits), `{{${SEVERITY}}}`, "values"),
    ],
    fieldConfig: {
      defaults: {
        unit: grafanaUnit(unit),
        ...(noData === undefined ? {} : { noValue: noData }),
        color: judged ? { mode: "thresholds" } : { mode: "fixed", fixedColor: "blue" },
        thresholds: thresholds(judged ? below : "blue", steps ?? []),
        ...(words === undefined ? {} : { mappings: [mapping(words)] }),
      },
      overrides: limits === undefined ? [] : SEVERITIES.map((name) => inColor(name, severityColors[name])),
    },
    options: {
      colorMode: "value",
      graphMode: "none",
      justifyMode: "auto",
      orientation: "auto",
      percentChangeColorMode: "standard",
      reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
      showPercentChange: false,
      textMode: "value",
      wideLayout: true,
    },
  };
}

const SEVERITY = "severity";
const SEVERITIES = ["critical", "warning"] as const;

/** The value, named by the severity of the highest limit that it reaches: Grafana's thresholds cannot come from a query. */
function againstLimits(expr: string, limits: Limits): string {
  const reached = SEVERITIES.map(
    (name) => `label_replace(${expr} >= ${limits[name]}, "${SEVERITY}", "${name}", "", "")`,
  );
  return [...reached, expr].join(" or on () ");
}

function renderTimeSeries(panel: TimeSeriesPanel): Body {
  const { unit, series, noData } = panel;
  const { stacked = false, belowZero = false } = panel;
  return {
    targets: series.map(({ expr, legend, source, exemplars }, i) => {
      if (source === "logs") return lokiTarget(i, expr, legend, "curves");
      return { ...prometheusTarget(i, expr, legend, "curves"), ...(exemplars ? { exemplar: true } : {}) };
    }),
    fieldConfig: {
      defaults: {
        unit: grafanaUnit(unit),
        ...(belowZero ? {} : { min: 0 }),
        ...(noData === undefined ? {} : { noValue: noData }),
        color: { mode: "palette-classic" },
        custom: {
          drawStyle: "line",
          lineInterpolation: "linear",
          lineWidth: stacked ? 1 : 2,
          fillOpacity: stacked ? 50 : 5,
          showPoints: "auto",
          spanNulls: false,
          stacking: { group: "A", mode: stacked ? "normal" : "none" },
        },
      },
      overrides: series.flatMap(seriesOverride),
    },
    options: {
      legend: { calcs: ["lastNotNull", "max"], displayMode: "table", placement: "bottom", showLegend: true },
      tooltip: { mode: "multi", sort: "desc" },
    },
  };
}

function seriesOverride({ color, dashed }: Series, position: number): FieldOverride[] {
  const properties = [
    ...(typeof color === "string" ? [fixedColor(color)] : []),
    ...(dashed === undefined
      ? []
      : [
          { id: "custom.lineStyle", value: { fill: "dash", dash: [10, 6] } },
          { id: "custom.lineWidth", value: 2 },
          { id: "custom.fillOpacity", value: 0 },
          { id: "custom.stacking", value: { group: "A", mode: "none" } },
        ]),
  ];
  const all: FieldOverride = { matcher: { id: "byFrameRefID", options: refId(position) }, properties };
  const named = typeof color === "object" ? Object.entries(color) : [];
  return [...(properties.length === 0 ? [] : [all]), ...named.map(([name, color]) => inColor(name, color))];
}

function inColor(name: string, color: Color): FieldOverride {
  return { matcher: { id: "byName", options: name }, properties: [fixedColor(color)] };
}

function fixedColor(color: Color): FieldOverride["properties"][number] {
  return { id: "color", value: { mode: "fixed", fixedColor: color } };
}
