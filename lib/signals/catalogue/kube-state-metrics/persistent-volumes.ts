import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of persistent volumes. */
export const persistentVolumes: readonly Metric[] = [
  gauge("kube_persistentvolume_annotations", ["persistentvolume"], { open: true }),
  gauge("kube_persistentvolume_capacity_bytes", ["persistentvolume"]),
  gauge("kube_persistentvolume_claim_ref", ["persistentvolume", "claim_namespace", "name"]),
  gauge("kube_persistentvolume_created", ["persistentvolume"], { unit: "timestamp" }),
  gauge("kube_persistentvolume_csi_attributes", ["persistentvolume", "csi_mounter", "csi_map_options"]),
  gauge("kube_persistentvolume_deletion_timestamp", ["persistentvolume"], { unit: "timestamp" }),
  gauge("kube_persistentvolume_info", [
    "persistentvolume",
    "storageclass",
    "gce_persistent_disk_name",
    "host_path",
    "host_path_type",
    "ebs_volume_id",
    "azure_disk_name",
    "fc_wwids",
    "fc_lun",
    "fc_target_wwns",
    "iscsi_target_portal",
    "iscsi_iqn",
    "iscsi_lun",
    "iscsi_initiator_name",
    "local_path",
    "local_fs",
    "nfs_server",
    "nfs_path",
    "csi_driver",
    "csi_volume_handle",
    "reclaim_policy",
  ]),
  gauge("kube_persistentvolume_labels", ["persistentvolume"], { open: true }),
  gauge("kube_persistentvolume_status_phase", ["persistentvolume", "phase"], {
    values: { phase: ["Bound", "Failed", "Pending", "Available", "Released"] },
  }),
  gauge("kube_persistentvolume_volume_mode", ["persistentvolume", "volumemode"]),
];
