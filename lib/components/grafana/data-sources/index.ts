export * from "./alertmanager";
export * from "./data-source";
export * from "./jaeger";
export * from "./loki";
export * from "./prometheus";
