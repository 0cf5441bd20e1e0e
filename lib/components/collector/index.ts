export * from "./agent";
export { checkCollectorConfig } from "./check";
export type { CollectorConfig, ComponentConfig, Components, Pipeline, PipelineId, Signal } from "./collector-config";
export type { GatewayEndpoints } from "./endpoints";
export * from "./gateway";
export { ports } from "./pod";
export type { CollectorRole } from "./role";
