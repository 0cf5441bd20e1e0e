import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of namespaces. */
export const namespaces: readonly Metric[] = [
  gauge("kube_namespace_annotations", ["namespace"], { open: true }),
  gauge("kube_namespace_created", ["namespace"], { unit: "timestamp" }),
  gauge("kube_namespace_labels", ["namespace"], { open: true }),
  gauge("kube_namespace_status_condition", ["namespace", "condition", "status"], {
    values: {
      condition: [
        "NamespaceDeletionDiscoveryFailure",
        "NamespaceDeletionContentFailure",
        "NamespaceDeletionGroupVersionParsingFailure",
      ],
      status: ["true", "false", "unknown"],
    },
  }),
  gauge("kube_namespace_status_phase", ["namespace", "phase"], { values: { phase: ["Active", "Terminating"] } }),
];
