import type { GrafanaDashboard, GrafanaPanel } from "../../dashboards/grafana/json";
import { placeLine } from "../../dashboards/grafana/layout";
import { renderPanel } from "../../dashboards/grafana/panel";
import type { Panel } from "../../dashboards/model";
import type { AnsweredDashboard, AnsweredPanel, Result } from "../../lib/preview/answer/answered";
import type { Curve, Labels, Span, TimeRange } from "../../lib/preview/sources";

export const TO = Date.UTC(2026, 0, 15, 12, 0, 0) / 1000;
export const RANGE: TimeRange = { from: TO - 3600, to: TO, step: 30 };

/** A panel as the dashboards write it, with one result for each of its queries. */
export function anAnsweredPanel(panel: Panel, results: readonly Result[], position = 0): AnsweredPanel {
  const [gridPos = { x: 0, y: 0, w: 24, h: 8 }] = placeLine([panel], 0);
  const drawn: GrafanaPanel = { ...renderPanel(panel, ["metrics"]), id: position + 1, gridPos };
  const answers = drawn.targets.map((target, i) => ({
    target,
    query: "expr" in target ? target.expr : "service=shop-checkout",
    result: results[i] ?? ({ kind: "none", why: "there is nobody to ask" } as const),
  }));
  return { panel: drawn, answers };
}

/** A dashboard with panels in lines of up to four. */
export function anAnsweredDashboard(
  title: string,
  lines: readonly (readonly (readonly [Panel, readonly Result[]])[])[],
): AnsweredDashboard {
  let y = 1;
  let id = 0;
  const panels = lines.flatMap((line) => {
    const places = placeLine(
      line.map(([panel]) => panel),
      y,
    );
    y += places[0]?.h ?? 0;
    return line.map(([panel, results], i): AnsweredPanel => {
      const { panel: drawn, answers } = anAnsweredPanel(panel, results);
      const gridPos = places[i] ?? drawn.gridPos;
      return { panel: { ...drawn, id: ++id, gridPos }, answers };
    });
  });
  const row = {
    id: 99,
    type: "row",
    title: "Now",
    collapsed: false,
    gridPos: { x: 0, y: 0, w: 24, h: 1 },
    panels: [],
  } as const;
  const dashboard: GrafanaDashboard = {
    uid: title.toLowerCase().replaceAll(/[^a-z]+/g, "-"),
    title,
    description: `What is seen of ${title.toLowerCase()}.`,
    tags: [],
    schemaVersion: 42,
    editable: false,
    graphTooltip: 1,
    time: { from: "now-1h", to: "now" },
    refresh: "30s",
    timezone: "browser",
    links: [],
    annotations: { list: [] },
    templating: { list: [] },
    panels: [row, ...panels.map(({ panel }) => panel)],
  };
  return {
    dashboard,
    range: RANGE,
    choices: [
      { name: "namespace", title: "Namespace", value: "shop" },
      { name: "service", title: "Service", value: "checkout" },
    ],
    panels,
    annotations: [
      { title: "Deploys", color: "blue", events: [{ from: TO - 3000, to: TO - 3000, text: "checkout 1.4.0" }] },
      { title: "Alerts", color: "red", events: [{ from: TO - 900, to: TO - 300, text: "Errors5xx" }] },
    ],
  };
}

/** A curve over the whole range, by the position of each point. */
export function aCurve(labels: Labels, value: (i: number) => number): Curve {
  const count = (RANGE.to - RANGE.from) / RANGE.step + 1;
  return { labels, points: Array.from({ length: count }, (_, i) => [RANGE.from + i * RANGE.step, value(i)] as const) };
}

/** A request that waits for a slow database. */
export const someSpans: readonly Span[] = [
  {
    spanID: "a",
    service: "gateway",
    operation: "GET /orders/{id}",
    startTime: TO - 60,
    duration: 1.52,
    failed: true,
    attributes: {},
  },
  {
    spanID: "b",
    parentSpanID: "a",
    service: "checkout",
    operation: "GET /orders/{id}",
    startTime: TO - 59.99,
    duration: 1.5,
    failed: true,
    attributes: {},
  },
  {
    spanID: "c",
    parentSpanID: "b",
    service: "checkout",
    operation: "authorise",
    startTime: TO - 59.98,
    duration: 0.012,
    failed: false,
    attributes: {},
  },
  {
    spanID: "d",
    parentSpanID: "b",
    service: "orders-db",
    operation: "SELECT orders",
    startTime: TO - 59.96,
    duration: 1.45,
    failed: false,
    attributes: {},
  },
];
