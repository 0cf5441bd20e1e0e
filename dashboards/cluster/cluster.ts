import type { Dashboard } from "../model";
import { programLinks, type Parts } from "../parts";
import { capacity } from "./capacity";
import { namespaces } from "./namespaces";
import { nodes } from "./nodes";
import { state } from "./state";
import { troubles } from "./troubles";
import { volumes } from "./volumes";

/** The cluster as a place to run: whether all runs that should, what is left, and who has the rest. */
export function clusterDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "cluster",
    title: "Cluster",
    description: "Whether everything runs that should, what is left of CPU, memory and disks, and who has the rest.",
    rows: [state(), nodes(), capacity(), namespaces(), troubles(), volumes()],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Node", dashboard: "node" },
      { title: "Prometheus", dashboard: "prometheus" },
      ...programLinks(parts, "cluster"),
    ],
  };
}
