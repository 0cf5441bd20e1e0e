import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of daemon sets. */
export const daemonSets: readonly Metric[] = [
  gauge("kube_daemonset_annotations", ["daemonset", "namespace"], { open: true }),
  gauge("kube_daemonset_created", ["daemonset", "namespace"], { unit: "timestamp" }),
  gauge("kube_daemonset_deletion_timestamp", ["daemonset", "namespace"], { unit: "timestamp" }),
  gauge("kube_daemonset_labels", ["daemonset", "namespace"], { open: true }),
  gauge("kube_daemonset_metadata_generation", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_current_number_scheduled", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_desired_number_scheduled", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_number_available", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_number_misscheduled", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_number_ready", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_number_unavailable", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_observed_generation", ["daemonset", "namespace"]),
  gauge("kube_daemonset_status_updated_number_scheduled", ["daemonset", "namespace"]),
];
