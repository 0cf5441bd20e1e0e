import type { Metric, SourceLabels } from "../metric";
import { counter, gauge } from "./define";

/** Of what the kubelets tell: the node is in the scrape configuration, the container in the metrics. */
export const cadvisorLabels: SourceLabels = {
  always: ["job", "instance", "node", "namespace", "pod"],
  sometimes: ["id"],
};

const CONTAINER = ["container"];

/** What cAdvisor, within the kubelet, tells of containers, and Prometheus keeps: see `scrape-nodes.ts`. */
export const cadvisor: readonly Metric[] = [
  counter("container_cpu_cfs_periods_total", CONTAINER),
  counter("container_cpu_cfs_throttled_periods_total", CONTAINER),
  counter("container_cpu_cfs_throttled_seconds_total", CONTAINER),
  counter("container_cpu_usage_seconds_total", [...CONTAINER, "cpu"], { values: { cpu: ["total"] } }),
  counter("container_fs_reads_bytes_total", [...CONTAINER, "device"]),
  counter("container_fs_reads_total", [...CONTAINER, "device"]),
  gauge("container_fs_usage_bytes", [...CONTAINER, "device"]),
  counter("container_fs_writes_bytes_total", [...CONTAINER, "device"]),
  counter("container_fs_writes_total", [...CONTAINER, "device"]),
  gauge("container_memory_cache", CONTAINER, { unit: "bytes" }),
  counter("container_memory_failcnt", CONTAINER),
  gauge("container_memory_rss", CONTAINER, { unit: "bytes" }),
  gauge("container_memory_working_set_bytes", CONTAINER),
  ...["receive", "transmit"].flatMap((direction) =>
    ["bytes", "errors", "packets", "packets_dropped"].map((what) =>
      counter(`container_network_${direction}_${what}_total`, [...CONTAINER, "interface"], { optional: CONTAINER }),
    ),
  ),
  counter("container_oom_events_total", CONTAINER),
  ...["cpu", "memory", "io"].flatMap((resource) =>
    ["waiting", "stalled"].map((how) => counter(`container_pressure_${resource}_${how}_seconds_total`, CONTAINER)),
  ),
  gauge("container_processes", CONTAINER),
  gauge("container_start_time_seconds", CONTAINER),
  gauge("container_threads", CONTAINER),
];
