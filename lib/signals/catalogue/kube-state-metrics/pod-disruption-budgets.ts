import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of pod disruption budgets. */
export const podDisruptionBudgets: readonly Metric[] = [
  gauge("kube_poddisruptionbudget_annotations", ["poddisruptionbudget", "namespace"], { open: true }),
  gauge("kube_poddisruptionbudget_created", ["poddisruptionbudget", "namespace"], { unit: "timestamp" }),
  gauge("kube_poddisruptionbudget_deletion_timestamp", ["poddisruptionbudget", "namespace"], { unit: "timestamp" }),
  gauge("kube_poddisruptionbudget_labels", ["poddisruptionbudget", "namespace"], { open: true }),
  gauge("kube_poddisruptionbudget_status_current_healthy", ["poddisruptionbudget", "namespace"]),
  gauge("kube_poddisruptionbudget_status_desired_healthy", ["poddisruptionbudget", "namespace"]),
  gauge("kube_poddisruptionbudget_status_expected_pods", ["poddisruptionbudget", "namespace"]),
  gauge("kube_poddisruptionbudget_status_observed_generation", ["poddisruptionbudget", "namespace"]),
  gauge("kube_poddisruptionbudget_status_pod_disruptions_allowed", ["poddisruptionbudget", "namespace"]),
];
