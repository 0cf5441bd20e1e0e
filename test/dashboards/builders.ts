import type {
  CallGraphPanel,
  Dashboard,
  LogsPanel,
  Panel,
  Parts,
  StatPanel,
  TablePanel,
  TextPanel,
  TimeSeriesPanel,
  TraceListPanel,
  TracePanel,
} from "../../dashboards";
import { renderDashboard } from "../../dashboards";
import type { GrafanaDashboard, GrafanaPanel, LokiTarget, PrometheusTarget } from "../../dashboards/grafana/json";

/** A stack with everything that has a dashboard. */
export const everyPart: Parts = { logs: true, traces: true, collector: true, nodeNetwork: true };

/** Every stack, from one with metrics alone to one with everything. */
export const everyStack: readonly Parts[] = [false, true].flatMap((logs) =>
  [false, true].flatMap((traces) => [false, true].map((collector) => ({ logs, traces, collector }))),
);

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

export function aCallGraph(panel: Partial<CallGraphPanel> = {}): CallGraphPanel {
  return {
    kind: "callGraph",
    title: "Map",
    description: "Calls.",
    calls: { expr: "sum by (source, target) (calls)", unit: "/s" },
    failures: { expr: "sum by (source, target) (failures)", unit: "failed/s" },
    ...panel,
  };
}

export function aLogs(panel: Partial<LogsPanel> = {}): LogsPanel {
  return { kind: "logs", title: "Lines", description: "Lines.", expr: '{service_name="checkout"}', ...panel };
}

export function aTraceList(panel: Partial<TraceListPanel> = {}): TraceListPanel {
  const link = { dashboard: "trace", variables: { trace: "traceID" } };
  return {
    kind: "traceList",
    title: "Traces",
    description: "Traces.",
    search: { service: "checkout" },
    link,
    ...panel,
  };
}

export function aTrace(panel: Partial<TracePanel> = {}): TracePanel {
  return { kind: "trace", title: "Trace", description: "A trace.", traceId: "$trace", ...panel };
}

export function aText(panel: Partial<TextPanel> = {}): TextPanel {
  return { kind: "text", title: "Next", description: "Next.", text: "Look at `$service`.", ...panel };
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

/** The queries of a panel in PromQL, or in LogQL. */
export function queriesOf(
  { targets }: GrafanaPanel,
  type: "prometheus" | "loki" = "prometheus",
): (PrometheusTarget | LokiTarget)[] {
  return targets.flatMap((target) => ("expr" in target && target.datasource.type === type ? [target] : []));
}

/** Every PromQL expression of panels and annotations. */
export function expressionsOf(dashboard: GrafanaDashboard): string[] {
  const queries = panelsOf(dashboard).flatMap((panel) => queriesOf(panel).map(({ expr }) => expr));
  return [...queries, ...dashboard.annotations.list.map(({ target }) => target.expr)];
}

/** What is asked for the values of variables, as `label_values(…, label)`: of series, or of streams. */
export function variableQueriesOf(dashboard: GrafanaDashboard, type: "prometheus" | "loki"): string[] {
  return dashboard.templating.list.flatMap(({ definition, datasource }) =>
    datasource?.type === type ? (definition ?? []) : [],
  );
}

/** Every LogQL expression of panels. */
export function logqlOf(dashboard: GrafanaDashboard): string[] {
  return panelsOf(dashboard).flatMap((panel) => queriesOf(panel, "loki").map(({ expr }) => expr));
}

/** Every PromQL expression together with those by which the values of variables are found. */
export function allExpressionsOf(dashboard: GrafanaDashboard): string[] {
  return [...expressionsOf(dashboard), ...variableQueriesOf(dashboard, "prometheus")];
}

/** The expression with the values of variables in it, as Grafana hands it on. */
export function substituted(expr: string, values: Readonly<Record<string, string>>): string {
  const known: Readonly<Record<string, string>> = {
    __rate_interval: "5m",
    __interval: "1m",
    __range: "1h",
    __auto: "1m",
    ...values,
  };
  return expr
    .replaceAll(/\$\{(\w+):raw\}/g, (variable, name: string) => known[name] ?? variable)
    .replaceAll(/\$([A-Za-z_]\w*)/g, (variable, name: string) => (known[name] ?? variable).replaceAll("\\", "\\\\"));
}
