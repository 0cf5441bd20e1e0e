import type { Resources } from "../../core";
import type { Profile } from "../profile";
import type { DataStorage } from "../volume-claim";

/** How large Alertmanager is. */
export interface AlertmanagerSize {
  /** More than one form a cluster that sends each notification once. */
  readonly replicas: number;
  readonly storage: DataStorage;
  readonly resources: Resources;
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
