export type { NetworkPeer, NetworkPolicyOptions } from "./network-policies";
export { Observability } from "./observability";
export type {
  CollectorOptions,
  ExistingKubeStateMetrics,
  GrafanaOptions,
  JaegerOptions,
  LokiOptions,
  ObservabilityProps,
  PrometheusOptions,
} from "./props";
export type { MonitorTests, RuleTest } from "./rule-tests";
