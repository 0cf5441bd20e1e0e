import type { FieldOverride, PanelContent } from "./json";
import { mapping, thresholds } from "./judgement";
import type { Panel, Series, StatPanel, TimeSeriesPanel } from "../model";
import { renderTable } from "./table";
import { chosenDatasource, refId, target } from "./target";
import { grafanaUnit } from "../units";

/** The version whose options are written here; without it Grafana takes them for those of its oldest panels. */
const PLUGIN_VERSION = "13.0.0";

/** A panel as Grafana knows it, before it has a place. */
export function renderPanel(panel: Panel): PanelContent {
  const { title, description } = panel;
  const type = panel.kind === "timeSeries" ? "timeseries" : panel.kind;
  const head = { type, pluginVersion: PLUGIN_VERSION, title, description, datasource: chosenDatasource } as const;
  switch (panel.kind) {
    case "stat":
      return { ...head, ...renderStat(panel) };
    case "timeSeries":
      return { ...head, ...renderTimeSeries(panel) };
    case "table":
      return { ...head, ...renderTable(panel) };
  }
}

type Body = Pick<PanelContent, "targets" | "fieldConfig" | "options">;

function renderStat({ title, unit, expr, steps, words, noData }: StatPanel): Body {
  const judged = steps !== undefined || words !== undefined;
  return {
    // The value now and not the last one of a curve, which may have ended an hour ago.
    targets: [target(0, expr, title, "values")],
    fieldConfig: {
      defaults: {
        unit: grafanaUnit(unit),
        ...(noData === undefined ? {} : { noValue: noData }),
        color: judged ? { mode: "thresholds" } : { mode: "fixed", fixedColor: "blue" },
        thresholds: thresholds(judged ? "green" : "blue", steps ?? []),
        ...(words === undefined ? {} : { mappings: [mapping(words)] }),
      },
      overrides: [],
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

function renderTimeSeries(panel: TimeSeriesPanel): Body {
  const { unit, series, noData } = panel;
  const stacked = panel.stacked ?? false;
  return {
    targets: series.map(({ expr, legend }, i) => target(i, expr, legend, "curves")),
    fieldConfig: {
      defaults: {
        unit: grafanaUnit(unit),
        min: 0,
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
    ...(color === undefined ? [] : [{ id: "color", value: { mode: "fixed", fixedColor: color } }]),
    ...(dashed === undefined
      ? []
      : [
          { id: "custom.lineStyle", value: { fill: "dash", dash: [10, 6] } },
          { id: "custom.lineWidth", value: 2 },
          { id: "custom.fillOpacity", value: 0 },
          { id: "custom.stacking", value: { group: "A", mode: "none" } },
        ]),
  ];
  return properties.length === 0 ? [] : [{ matcher: { id: "byFrameRefID", options: refId(position) }, properties }];
}
