import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of deployments. */
export const deployments: readonly Metric[] = [
  gauge("kube_deployment_annotations", ["deployment", "namespace"], { open: true }),
  gauge("kube_deployment_created", ["deployment", "namespace"], { unit: "timestamp" }),
  gauge("kube_deployment_deletion_timestamp", ["deployment", "namespace"], { unit: "timestamp" }),
  gauge("kube_deployment_labels", ["deployment", "namespace"], { open: true }),
  gauge("kube_deployment_metadata_generation", ["deployment", "namespace"]),
  gauge("kube_deployment_owner", ["deployment", "namespace", "owner_kind", "owner_name"]),
  gauge("kube_deployment_spec_paused", ["deployment", "namespace"]),
  gauge("kube_deployment_spec_replicas", ["deployment", "namespace"]),
  gauge("kube_deployment_spec_strategy_rollingupdate_max_surge", ["deployment", "namespace"]),
  gauge("kube_deployment_spec_strategy_rollingupdate_max_unavailable", ["deployment", "namespace"]),
  gauge("kube_deployment_status_condition", ["deployment", "namespace", "reason", "condition", "status"], {
    values: { condition: ["Available", "Progressing", "ReplicaFailure"], status: ["true", "false", "unknown"] },
  }),
  gauge("kube_deployment_status_observed_generation", ["deployment", "namespace"]),
  gauge("kube_deployment_status_replicas", ["deployment", "namespace"]),
  gauge("kube_deployment_status_replicas_available", ["deployment", "namespace"]),
  gauge("kube_deployment_status_replicas_ready", ["deployment", "namespace"]),
  gauge("kube_deployment_status_replicas_unavailable", ["deployment", "namespace"]),
  gauge("kube_deployment_status_replicas_updated", ["deployment", "namespace"]),
  gauge("kube_deployment_status_terminating_replicas", ["deployment", "namespace"]),
];
