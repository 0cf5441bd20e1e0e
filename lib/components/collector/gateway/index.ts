export * from "./collector-gateway";
export type { CollectorGatewayProps } from "./props";
export type { TailSampling } from "./sampling";
