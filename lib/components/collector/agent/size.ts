import type { Memory, Resources } from "../../../core";
import type { Profile } from "../../profile";

/** How large the agents are. */
export interface AgentSize {
  readonly resources: Resources;
  /** Of each node's disk. */
  readonly queueSize: Memory;
}

export const SIZES: Readonly<Record<Profile, AgentSize>> = {
  dev: {
    resources: { cpu: { request: "50m", limit: "1" }, memory: { request: "96Mi", limit: "256Mi" } },
    queueSize: "256Mi",
  },
  small: {
    resources: { cpu: { request: "100m", limit: "1" }, memory: "256Mi" },
    queueSize: "2Gi",
  },
  ha: {
    resources: { cpu: { request: "200m", limit: "2" }, memory: "512Mi" },
    queueSize: "4Gi",
  },
};

/** What each queue may fill of that. */
export interface QueueShares {
  readonly logs: number;
  readonly traces: number;
  readonly metrics: number;
}

/**
 * Bytes of the queues. Logs are the most, and nobody else keeps them; of metrics, Prometheus refuses what is older than an
 * hour.
 */
export function queueShares(bytes: number): QueueShares {
  return { logs: Math.floor(bytes * 0.6), traces: Math.floor(bytes * 0.3), metrics: Math.floor(bytes * 0.1) };
}
