export type { GrafanaDashboard } from "../../../dashboards/grafana/json";
export { answer, withLabels, type AnswerOptions } from "./answer";
export * from "./answered";
export { dashboardsOf } from "./dashboards";
export type { Preferences } from "./variables";
