export { nodeExporterPodSecurity } from "./config";
export * from "./node-exporter";
