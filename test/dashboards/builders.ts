import type { Dashboard, Panel, StatPanel, TablePanel, TimeSeriesPanel } from "../../dashboards";
import { renderDashboard } from "../../dashboards";
import type { GrafanaDashboard, GrafanaPanel } from "../../dashboards/grafana/json";

export function aDashboard(dashboard: Partial<Dashboard> = {}): Dashboard {
  return { uid: "some", title: "Some", description: "Something.", rows: [{ lines: [[aStat()]] }], ...dashboard };
}

export function aStat(panel: Partial<StatPanel> = {}): StatPanel {
  return { kind: "stat", title: "Targets", description: "Targets.", unit: "short", expr: "count(up)", ...panel };
}

export function aTimeSeries(panel: Partial<TimeSeriesPanel> = {}): TimeSeriesPanel {
  const series = [{ expr: "up", legend: "{{job}}" }];
  return { kind: "timeSeries", title: "Targets", description: "Targets.", unit: "short", series, ...panel };
}

export function aTable(panel: Partial<TablePanel> = {}): TablePanel {
  return {
    kind: "table",
    title: "Targets",
    description: "Targets.",
    labels: [{ label: "job", title: "Job" }],
    values: [{ title: "Up", unit: "short", expr: "sum by (job) (up)" }],
    ...panel,
  };
}

/** The dashboard as Grafana reads it. */
export function rendered(dashboard: Dashboard): GrafanaDashboard {
  return JSON.parse(renderDashboard(dashboard));
}

/** The panel as Grafana reads it. */
export function renderedPanel(panel: Panel): GrafanaPanel {
  const [first] = panelsOf(rendered(aDashboard({ rows: [{ lines: [[panel]] }] })));
  if (!first) throw new Error("no panel was rendered");
  return first;
}

/** Its panels without the headings of rows. */
export function panelsOf(dashboard: GrafanaDashboard): GrafanaPanel[] {
  return dashboard.panels.flatMap((panel) => (panel.type === "row" ? [] : [panel]));
}

/** Every PromQL expression of panels and annotations. */
export function expressionsOf(dashboard: GrafanaDashboard): string[] {
  const queries = panelsOf(dashboard).flatMap(({ targets }) => targets.map(({ expr }) => expr));
  return [...queries, ...dashboard.annotations.list.map(({ target }) => target.expr)];
}

/** Every expression together with those by which the values of variables are found. */
export function allExpressionsOf(dashboard: GrafanaDashboard): string[] {
  return [...expressionsOf(dashboard), ...dashboard.templating.list.flatMap(({ definition }) => definition ?? [])];
}

/** The expression with the values of variables in it, as Grafana hands it to Prometheus. */
export function substituted(expr: string, values: Readonly<Record<string, string>>): string {
  const known: Readonly<Record<string, string>> = { __rate_interval: "5m", __interval: "1m", __range: "1h", ...values };
  return expr.replaceAll(/\$([A-Za-z_]\w*)/g, (variable, name: string) =>
    (known[name] ?? variable).replaceAll("\\", "\\\\"),
  );
}
