export * from "./jaeger";
export { ports as jaegerPorts } from "./config";
export type { JaegerProps } from "./props";
export type { RemoteSampling } from "./sampling";
export type { JaegerSize } from "./size";
export type { ConfigMapKey, ElasticsearchStorage, TraceStorage } from "./storage";
