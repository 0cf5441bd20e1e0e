import type { Link, RowLink } from "../model";
import { keptDatasource, type Source } from "./datasource";
import type { GrafanaLink } from "./json";

/** The address to which a row of a table leads: with the data sources, the time, and what the row says. */
export function rowUrl({ dashboard, variables }: RowLink, sources: readonly Source[]): string {
  const chosen = Object.entries(variables).map(([name, column]) => `var-${name}=\${__data.fields.${column}}`);
  return `/d/${dashboard}?${[...sources.map(keptDatasource), ...chosen, "${__url_time_range}"].join("&")}`;
}

/** A link at the top of a dashboard. Grafana adds the time. */
export function renderLink({ title, dashboard, variables = [] }: Link, sources: readonly Source[]): GrafanaLink {
  const kept = variables.length === 0 ? [] : [...sources.map(keptDatasource), ...variables.map(keptVariable)];
  return {
    type: "link",
    title,
    url: `/d/${dashboard}${kept.length === 0 ? "" : `?${kept.join("&")}`}`,
    icon: "dashboard",
    tags: [],
    tooltip: "",
    asDropdown: false,
    includeVars: false,
    keepTime: true,
    targetBlank: false,
  };
}

function keptVariable(name: string): string {
  return `\${${name}:queryparam}`;
}
