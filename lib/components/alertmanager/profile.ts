import type { Memory, Resources } from "../../core";
import type { Profile } from "../profile";

/** How large Alertmanager is. */
export interface AlertmanagerSize {
  /** More than one form a cluster that sends each notification once. */
  readonly replicas: number;
  readonly storage: AlertmanagerStorage;
  readonly resources: Resources;
}

/** Where silences and the memory of what was sent are kept. */
export interface AlertmanagerStorage {
  readonly size: Memory;
  /**
   * Whether it goes with the pod: what was silenced speaks again, and what was sent is sent again.
   * @default false
   */
  readonly ephemeral?: boolean;
  /** @default - the cluster's default storage class */
  readonly storageClass?: string;
}

export const SIZES: Readonly<Record<Profile, AlertmanagerSize>> = {
  dev: {
    replicas: 1,
    storage: { size: "64Mi", ephemeral: true },
    resources: { cpu: { request: "10m", limit: false }, memory: { request: "32Mi", limit: "128Mi" } },
  },
  small: {
    replicas: 1,
    storage: { size: "1Gi" },
    resources: { cpu: { request: "25m", limit: false }, memory: { request: "64Mi", limit: "256Mi" } },
  },
  ha: {
    replicas: 3,
    storage: { size: "1Gi" },
    resources: { cpu: { request: "50m", limit: false }, memory: { request: "128Mi", limit: "512Mi" } },
  },
};
