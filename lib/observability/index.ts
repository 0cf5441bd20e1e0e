export { namespace, type PodSecurity } from "./namespace";
export { Observability, type GrafanaOptions, type ObservabilityProps, type PrometheusOptions } from "./observability";
