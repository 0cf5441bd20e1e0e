export * from "./alertmanager";
export type { DataSource } from "./data-source";
export * from "./jaeger";
export * from "./loki";
export * from "./prometheus";
