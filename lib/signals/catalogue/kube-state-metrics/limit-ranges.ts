import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of limit ranges. */
export const limitRanges: readonly Metric[] = [
  gauge("kube_limitrange", ["limitrange", "namespace", "resource", "type", "constraint"], {
    values: { type: ["Pod", "Container", "PersistentVolumeClaim"] },
  }),
  gauge("kube_limitrange_created", ["limitrange", "namespace"], { unit: "timestamp" }),
];
