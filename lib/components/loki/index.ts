export * from "./loki";
export type { LokiLimits } from "./limits";
export type { LokiProps } from "./props";
export type { LogStreams, StreamRetention } from "./retention";
export type { LokiSize } from "./size";
export type { ObjectStorage, S3Credentials } from "./storage";
