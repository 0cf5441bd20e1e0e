import type { Dashboard, LabelVariable } from "../model";
import type { Parts } from "../parts";
import { cpu } from "./cpu";
import { disks } from "./disks";
import { memory } from "./memory";
import { nodeNetwork, podNetwork } from "./network";
import { pods } from "./pods";
import { state } from "./state";
import { system } from "./system";

/** By its name in Kubernetes, which series of the kubelet, of node-exporter and of kube-state-metrics all have. */
const nodeVariable: LabelVariable = { name: "node", title: "Node", label: "node", of: "kube_node_info" };

/** One node: whether it is healthy, what it is short of, and which of its pods need most. */
export function nodeDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "node",
    title: "Node",
    description: "Whether a node is healthy, what it is short of, and which of its pods need most.",
    variables: [nodeVariable],
    rows: [
      state(),
      cpu(),
      memory(),
      pods(),
      disks(),
      podNetwork(),
      ...(parts.nodeNetwork ? [nodeNetwork()] : []),
      system(),
    ],
    links: [
      { title: "Cluster", dashboard: "cluster" },
      { title: "All services", dashboard: "services" },
      { title: "Observability", dashboard: "stack" },
    ],
  };
}
