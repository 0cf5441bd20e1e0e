import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of replica sets. */
export const replicaSets: readonly Metric[] = [
  gauge("kube_replicaset_annotations", ["replicaset", "namespace"], { open: true }),
  gauge("kube_replicaset_labels", ["replicaset", "namespace"], { open: true }),
  gauge("kube_replicaset_owner", ["replicaset", "namespace", "owner_kind", "owner_name", "owner_is_controller"]),
  gauge("kube_replicaset_spec_replicas", ["replicaset", "namespace"]),
];
