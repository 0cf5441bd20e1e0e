export * from "./discovery";
export * from "./http-metrics";
export * from "./promql";
export * from "./recorded";
export * from "./recordings";
export * from "./rule";
export * from "./service-target";
