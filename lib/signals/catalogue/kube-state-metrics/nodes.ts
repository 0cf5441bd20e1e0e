import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of nodes. */
export const nodes: readonly Metric[] = [
  gauge("kube_node_annotations", ["node"], { open: true }),
  gauge("kube_node_created", ["node"], { unit: "timestamp" }),
  gauge("kube_node_deletion_timestamp", ["node"], { unit: "timestamp" }),
  gauge("kube_node_info", [
    "node",
    "kernel_version",
    "os_image",
    "container_runtime_version",
    "kubelet_version",
    "kubeproxy_version",
    "pod_cidr",
    "provider_id",
    "system_uuid",
    "internal_ip",
  ]),
  gauge("kube_node_labels", ["node"], { open: true }),
  gauge("kube_node_role", ["node", "role"]),
  gauge("kube_node_spec_taint", ["node", "key"]),
  gauge("kube_node_spec_unschedulable", ["node"]),
  gauge("kube_node_status_addresses", ["node", "type", "address"]),
  gauge("kube_node_status_allocatable", ["node", "resource", "unit"]),
  gauge("kube_node_status_capacity", ["node", "resource", "unit"]),
  gauge("kube_node_status_condition", ["node", "condition", "status"], {
    values: { status: ["true", "false", "unknown"] },
  }),
];
