export type { NetworkPeer, NetworkPolicyOptions } from "./network-policies";
export {
  Observability,
  type ExistingKubeStateMetrics,
  type GrafanaOptions,
  type ObservabilityProps,
  type PrometheusOptions,
} from "./observability";
