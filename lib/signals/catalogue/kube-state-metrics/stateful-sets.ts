import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of stateful sets. */
export const statefulSets: readonly Metric[] = [
  gauge("kube_statefulset_annotations", ["statefulset", "namespace"], { open: true }),
  gauge("kube_statefulset_created", ["statefulset", "namespace"], { unit: "timestamp" }),
  gauge("kube_statefulset_deletion_timestamp", ["statefulset", "namespace"], { unit: "timestamp" }),
  gauge("kube_statefulset_labels", ["statefulset", "namespace"], { open: true }),
  gauge("kube_statefulset_metadata_generation", ["statefulset", "namespace"]),
  gauge("kube_statefulset_ordinals_start", ["statefulset", "namespace"]),
  gauge("kube_statefulset_persistentvolumeclaim_retention_policy", [
    "statefulset",
    "namespace",
    "when_deleted",
    "when_scaled",
  ]),
  gauge("kube_statefulset_replicas", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_current_revision", ["statefulset", "namespace", "revision"]),
  gauge("kube_statefulset_status_observed_generation", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_replicas", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_replicas_available", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_replicas_current", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_replicas_ready", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_replicas_updated", ["statefulset", "namespace"]),
  gauge("kube_statefulset_status_update_revision", ["statefulset", "namespace", "revision"]),
];
