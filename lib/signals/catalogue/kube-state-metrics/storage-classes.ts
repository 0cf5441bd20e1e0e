import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of storage classes. */
export const storageClasses: readonly Metric[] = [
  gauge("kube_storageclass_annotations", ["storageclass"], { open: true }),
  gauge("kube_storageclass_created", ["storageclass"], { unit: "timestamp" }),
  gauge("kube_storageclass_info", ["storageclass", "provisioner", "reclaim_policy", "volume_binding_mode"]),
  gauge("kube_storageclass_labels", ["storageclass"], { open: true }),
];
