import type { Resources } from "../../core";
import type { Profile } from "../profile";

/** How many of it there are, and what each may use. */
export interface BlackboxExporterSize {
  readonly replicas: number;
  readonly resources: Resources;
}

export const SIZES: Readonly<Record<Profile, BlackboxExporterSize>> = {
  dev: {
    replicas: 1,
    resources: { cpu: { request: "10m", limit: "100m" }, memory: { request: "24Mi", limit: "64Mi" } },
  },
  small: {
    replicas: 1,
    resources: { cpu: { request: "20m", limit: "500m" }, memory: { request: "32Mi", limit: "128Mi" } },
  },
  ha: {
    replicas: 2,
    resources: { cpu: { request: "20m", limit: "500m" }, memory: { request: "32Mi", limit: "128Mi" } },
  },
};
