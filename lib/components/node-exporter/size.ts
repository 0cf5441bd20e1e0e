import type { Resources } from "../../core";
import type { Profile } from "../profile";

/** A few megabytes, whatever the node's size. */
export const RESOURCES: Readonly<Record<Profile, Resources>> = {
  dev: { cpu: { request: "10m", limit: "200m" }, memory: { request: "24Mi", limit: "64Mi" } },
  small: { cpu: { request: "20m", limit: "250m" }, memory: { request: "32Mi", limit: "128Mi" } },
  ha: { cpu: { request: "20m", limit: "250m" }, memory: { request: "32Mi", limit: "128Mi" } },
};
