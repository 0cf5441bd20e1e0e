import { gauge } from "../define";
import type { Metric } from "../../metric";

/** What kube-state-metrics 2.19 tells of horizontal pod autoscalers. */
export const horizontalPodAutoscalers: readonly Metric[] = [
  gauge("kube_horizontalpodautoscaler_annotations", ["horizontalpodautoscaler", "namespace"]),
  gauge("kube_horizontalpodautoscaler_created", ["horizontalpodautoscaler", "namespace"], { unit: "timestamp" }),
  gauge("kube_horizontalpodautoscaler_deletion_timestamp", ["horizontalpodautoscaler", "namespace"], {
    unit: "timestamp",
  }),
  gauge("kube_horizontalpodautoscaler_info", [
    "horizontalpodautoscaler",
    "namespace",
    "scaletargetref_api_version",
    "scaletargetref_kind",
    "scaletargetref_name",
  ]),
  gauge("kube_horizontalpodautoscaler_labels", ["horizontalpodautoscaler", "namespace"]),
  gauge("kube_horizontalpodautoscaler_metadata_generation", ["horizontalpodautoscaler", "namespace"]),
  gauge("kube_horizontalpodautoscaler_spec_max_replicas", ["horizontalpodautoscaler", "namespace"]),
  gauge("kube_horizontalpodautoscaler_spec_min_replicas", ["horizontalpodautoscaler", "namespace"]),
  gauge(
    "kube_horizontalpodautoscaler_spec_target_metric",
    ["horizontalpodautoscaler", "namespace", "metric_name", "metric_target_type", "container"],
    { values: { metric_target_type: ["value", "utilization", "average"] } },
  ),
  gauge(
    "kube_horizontalpodautoscaler_status_condition",
    ["horizontalpodautoscaler", "namespace", "condition", "status"],
    { values: { condition: ["AbleToScale", "ScalingActive", "ScalingLimited"], status: ["true", "false", "unknown"] } },
  ),
  gauge("kube_horizontalpodautoscaler_status_current_replicas", ["horizontalpodautoscaler", "namespace"]),
  gauge("kube_horizontalpodautoscaler_status_desired_replicas", ["horizontalpodautoscaler", "namespace"]),
  gauge(
    "kube_horizontalpodautoscaler_status_target_metric",
    ["horizontalpodautoscaler", "namespace", "metric_name", "metric_target_type", "container"],
    { values: { metric_target_type: ["value", "utilization", "average"] } },
  ),
];
