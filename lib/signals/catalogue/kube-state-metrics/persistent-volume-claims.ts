import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of persistent volume claims. */
export const persistentVolumeClaims: readonly Metric[] = [
  gauge("kube_persistentvolumeclaim_access_mode", ["access_mode", "namespace", "persistentvolumeclaim"]),
  gauge("kube_persistentvolumeclaim_annotations", ["persistentvolumeclaim", "namespace"], { open: true }),
  gauge("kube_persistentvolumeclaim_created", ["namespace", "persistentvolumeclaim"], { unit: "timestamp" }),
  gauge("kube_persistentvolumeclaim_deletion_timestamp", ["namespace", "persistentvolumeclaim"], { unit: "timestamp" }),
  gauge("kube_persistentvolumeclaim_info", [
    "namespace",
    "persistentvolumeclaim",
    "storageclass",
    "volumename",
    "volumemode",
  ]),
  gauge("kube_persistentvolumeclaim_labels", ["persistentvolumeclaim", "namespace"], { open: true }),
  gauge("kube_persistentvolumeclaim_resource_requests_storage_bytes", ["namespace", "persistentvolumeclaim"]),
  gauge("kube_persistentvolumeclaim_status_condition", ["namespace", "persistentvolumeclaim", "type", "status"]),
  gauge("kube_persistentvolumeclaim_status_phase", ["namespace", "persistentvolumeclaim", "phase"]),
];
