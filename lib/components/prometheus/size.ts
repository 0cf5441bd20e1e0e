import type { Duration, Resources } from "../../core";
import type { Profile } from "../profile";
import type { DataStorage } from "../volume-claim";

/** How large Prometheus is. */
export interface PrometheusSize {
  readonly replicas: number;
  readonly storage: DataStorage;
  readonly retention: Duration;
  readonly resources: Resources;
}

export const SIZES: Readonly<Record<Profile, PrometheusSize>> = {
  dev: {
    replicas: 1,
    storage: { size: "4Gi", ephemeral: true },
    retention: "2d",
    resources: { cpu: { request: "100m", limit: "1" }, memory: { request: "512Mi", limit: "1Gi" } },
  },
  small: {
    replicas: 1,
    storage: { size: "50Gi" },
    retention: "15d",
    resources: { cpu: { request: "500m", limit: "2" }, memory: "2Gi" },
  },
  ha: {
    replicas: 2,
    storage: { size: "200Gi" },
    retention: "30d",
    resources: { cpu: { request: "1", limit: "4" }, memory: "8Gi" },
  },
};

/**
 * The share of the volume that may be used before the oldest samples go. The rest is for what the limit does not cover:
 * a compaction writes the new block before it deletes the old ones.
 * @see https://prometheus.io/docs/prometheus/latest/storage/#right-sizing-retention-size
 */
export const RETAINED_SHARE = 0.8;
