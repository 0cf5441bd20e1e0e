import type { GrafanaAnnotation, GrafanaDashboard, GrafanaPanel, GrafanaRow, GrafanaVariable } from "./grafana/json";
import { chosenDatasource, datasourceVariable, sourcesOf, type Source } from "./grafana/datasource";
import { placeLine } from "./grafana/layout";
import { renderLink } from "./grafana/link";
import { renderPanel } from "./grafana/panel";
import type { Annotation, Dashboard, LabelVariable, Row, TextVariable, Variable } from "./model";

/** The newest version of the classic form. */
const SCHEMA_VERSION = 42;
const SHARED_CROSSHAIR = 1;
const HEADING_HEIGHT = 1;
/** The kind of query that both data sources understand by this number: the values of a label. */
const LABEL_VALUES = 1;
/** Neither its name nor its value is shown. */
const HIDDEN = 2;

/** The JSON of a dashboard as Grafana reads it from a file. The same dashboard gives the same bytes. */
export function renderDashboard(dashboard: Dashboard): string {
  const { timeRange = "1h", refresh = "30s", variables = [], annotations = [], links = [] } = dashboard;
  const sources = sourcesOf(dashboard);
  const json: GrafanaDashboard = {
    uid: dashboard.uid,
    title: dashboard.title,
    description: dashboard.description,
    tags: ["cdk8s-observability"],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: SHARED_CROSSHAIR,
    time: { from: `now-${timeRange}`, to: "now" },
    refresh,
    timezone: "browser",
    links: links.map((link) => renderLink(link, sources)),
    annotations: { list: annotations.map(renderAnnotation) },
    templating: { list: [...sources.map(datasourceVariable), ...variables.map(renderVariable)] },
    panels: renderRows(dashboard.rows, sources),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Ids count from 100 in the first row, 200 in the second: a new panel leaves the ids of other rows as they are. */
function renderRows(rows: readonly Row[], sources: readonly Source[]): (GrafanaPanel | GrafanaRow)[] {
  const rendered: (GrafanaPanel | GrafanaRow)[] = [];
  let y = 0;
  rows.forEach(({ title, lines }, index) => {
    let id = 100 * (index + 1);
    if (title !== undefined) {
      const gridPos = { h: HEADING_HEIGHT, w: 24, x: 0, y };
      rendered.push({ id, type: "row", title, collapsed: false, gridPos, panels: [] });
      y += HEADING_HEIGHT;
    }
    for (const line of lines) {
      const places = placeLine(line, y);
      line.forEach((panel, i) => {
        const gridPos = places[i];
        if (gridPos) rendered.push({ id: ++id, gridPos, ...renderPanel(panel, sources) });
      });
      y += places[0]?.h ?? 0;
    }
  });
  return rendered;
}

function renderVariable(variable: Variable): GrafanaVariable {
  return "text" in variable ? renderText(variable) : renderChoice(variable);
}

function renderText({ name, title, text }: TextVariable): GrafanaVariable {
  return { type: "textbox", name, label: title, query: text, hide: 0, options: [], current: { text, value: text } };
}

function renderChoice(variable: LabelVariable): GrafanaVariable {
  const { name, title, label, of, source = "metrics" } = variable;
  const several = variable.several ?? false;
  const hidden = variable.hidden ?? false;
  const definition = `label_values(${of}, ${label})`;
  return {
    type: "query",
    name,
    label: title,
    datasource: chosenDatasource(source),
    definition,
    query:
      source === "logs"
        ? { type: LABEL_VALUES, label, stream: of, refId: "LokiVariableQueryEditor-VariableQuery" }
        : { qryType: LABEL_VALUES, query: definition, refId: "PrometheusVariableQueryEditor-VariableQuery" },
    regex: "",
    // When the time range changes: what is gone by now was there an hour ago.
    refresh: 2,
    sort: 1,
    multi: several,
    includeAll: several,
    ...(several ? { allValue: ".*" } : {}),
    hide: hidden ? HIDDEN : 0,
    ...(hidden ? { skipUrlSync: true } : {}),
    options: [],
    current: several ? { text: ["All"], value: ["$__all"] } : {},
  };
}

function renderAnnotation({ title, expr, text, color }: Annotation): GrafanaAnnotation {
  return {
    name: title,
    datasource: chosenDatasource("metrics"),
    enable: true,
    hide: false,
    iconColor: color,
    titleFormat: title,
    textFormat: text,
    target: { refId: "Anno", expr, interval: "60s", range: true, instant: false },
  };
}
