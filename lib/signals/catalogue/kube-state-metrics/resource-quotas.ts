import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of resource quotas. */
export const resourceQuotas: readonly Metric[] = [
  gauge("kube_resourcequota", ["resourcequota", "namespace", "resource", "type"]),
  gauge("kube_resourcequota_annotations", ["resourcequota", "namespace"], { open: true }),
  gauge("kube_resourcequota_created", ["resourcequota", "namespace"], { unit: "timestamp" }),
  gauge("kube_resourcequota_labels", ["resourcequota", "namespace"], { open: true }),
];
