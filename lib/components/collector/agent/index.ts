export * from "./collector-agent";
export type { ContainerRuntime } from "./container-logs";
export type { CollectorAgentProps } from "./props";
export { collectorAgentPodSecurity } from "./workload";
