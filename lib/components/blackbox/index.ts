export * from "./blackbox-exporter";
