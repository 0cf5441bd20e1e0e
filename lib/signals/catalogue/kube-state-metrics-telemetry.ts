import type { Metric } from "../metric";
import { counter, gauge } from "./define";

const RESULT = { values: { result: ["error", "success"] } };

/** What kube-state-metrics 2.19 tells of itself. */
export const kubeStateMetricsTelemetry: readonly Metric[] = [
  gauge("kube_state_metrics_build_info", [], { open: true }),
  counter("kube_state_metrics_list_total", ["resource", "result"], RESULT),
  gauge("kube_state_metrics_shard_ordinal", ["shard_ordinal"]),
  gauge("kube_state_metrics_total_shards"),
  counter("kube_state_metrics_watch_total", ["resource", "result"], RESULT),
];
