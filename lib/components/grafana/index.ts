export * from "./data-sources";
export * from "./grafana";
