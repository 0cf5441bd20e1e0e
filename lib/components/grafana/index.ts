export * from "./data-source";
export * from "./grafana";
