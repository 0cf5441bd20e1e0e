import type { Resources } from "../../core";
import type { Profile } from "../profile";

/** Each data source that comes with Grafana is a process of its own, whether it is used or not. */
export const RESOURCES: Readonly<Record<Profile, Resources>> = {
  dev: { cpu: { request: "50m", limit: false }, memory: { request: "256Mi", limit: "768Mi" } },
  small: { cpu: { request: "100m", limit: false }, memory: { request: "384Mi", limit: "1Gi" } },
  ha: { cpu: { request: "200m", limit: false }, memory: { request: "512Mi", limit: "1536Mi" } },
};
