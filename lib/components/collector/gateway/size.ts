import type { Resources } from "../../../core";
import type { Profile } from "../../profile";
import type { DataStorage } from "../../volume-claim";
import type { TailSampling } from "./sampling";

/** How large the gateway is. */
export interface GatewaySize {
  readonly replicas: number;
  readonly storage: DataStorage;
  readonly resources: Resources;
  readonly sampling: Required<TailSampling>;
}

const sampling = { slowerThan: "500ms", share: "5%", decisionWait: "10s", policies: [] } as const;

export const SIZES: Readonly<Record<Profile, GatewaySize>> = {
  dev: {
    replicas: 1,
    storage: { size: "1Gi", ephemeral: true },
    resources: { cpu: { request: "50m", limit: "1" }, memory: { request: "128Mi", limit: "256Mi" } },
    sampling: { ...sampling, share: "100%", decisionWait: "5s" },
  },
  small: {
    replicas: 1,
    storage: { size: "5Gi" },
    resources: { cpu: { request: "200m", limit: "2" }, memory: "512Mi" },
    sampling,
  },
  ha: {
    replicas: 2,
    storage: { size: "10Gi" },
    resources: { cpu: { request: "500m", limit: "4" }, memory: "2Gi" },
    sampling,
  },
};

/** What each queue may fill of the volume. */
export interface QueueShares {
  /** Of traces for Jaeger. */
  readonly traces: number;
  /** Of metrics, for each Prometheus. */
  readonly metrics: number;
}

/**
 * Bytes of the queues on a volume of that size. Half of it is left free: at a start the file of each queue is written anew
 * beside itself to give back what it does not need any more. Metrics get less, as Prometheus refuses what is older than an
 * hour, whereas traces are welcome after days.
 */
export function queueShares(volume: number, prometheusReplicas: number): QueueShares {
  return { traces: Math.floor(volume * 0.4), metrics: Math.floor((volume * 0.1) / Math.max(1, prometheusReplicas)) };
}
