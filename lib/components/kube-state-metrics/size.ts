import type { Resources } from "../../core";
import type { Profile } from "../profile";

/** Memory follows the number of pods: about 100 MiB for a thousand. */
export const RESOURCES: Readonly<Record<Profile, Resources>> = {
  dev: { cpu: { request: "10m", limit: "200m" }, memory: { request: "64Mi", limit: "256Mi" } },
  small: { cpu: { request: "50m", limit: "500m" }, memory: "512Mi" },
  ha: { cpu: { request: "100m", limit: "1" }, memory: "1Gi" },
};
