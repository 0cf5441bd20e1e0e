import { max, sum } from "../../lib/signals";
import { byPod, own, perMinute } from "../expressions";
import type { Row } from "../model";

/** Whether what was taken is kept, and what is too old goes. */
export function storage(): Row {
  return {
    title: "Storage",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Disk",
          description: "How full the disk is on which Loki writes. Where it is full, nothing more is taken.",
          unit: "percentunit",
          series: [byPod("loki_ingester_wal_disk_usage_percent")],
        },
        {
          kind: "timeSeries",
          title: "Chunks in memory",
          description: "Chunks that are filled or wait to be stored. Growth without end means that storing them fails.",
          unit: "short",
          series: [byPod("loki_ingester_memory_chunks")],
        },
        {
          kind: "timeSeries",
          title: "Streams in memory",
          description: "A jump is a label with too many values.",
          unit: "short",
          series: [{ expr: sum(own("loki_ingester_memory_streams"), ["pod"]), legend: "{{pod}}" }],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Storage failures",
          description: "Failures per minute. Lines stay in memory and in the write-ahead log meanwhile.",
          unit: "cpm",
          series: [
            { expr: perMinute("loki_ingester_chunks_flush_failures_total"), legend: "chunks" },
            { expr: perMinute("loki_ingester_wal_disk_full_failures_total"), legend: "full disk" },
            { expr: perMinute("loki_ingester_checkpoint_creations_failed_total"), legend: "checkpoints" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Waiting to be stored",
          description: "Series that wait in the queue to be flushed.",
          unit: "short",
          series: [{ expr: max(own("loki_ingester_flush_queue_length"), ["pod"]), legend: "{{pod}}" }],
        },
        {
          kind: "timeSeries",
          title: "Since the last clean-up",
          description:
            "Time since lines that are too old were last marked to be deleted. Without it the storage fills.",
          unit: "s",
          noData: "Not yet",
          series: [
            {
              // The compactor runs in one of the pods; the others tell 0.
              expr: `time() - (${max(own("loki_compactor_apply_retention_last_successful_run_timestamp_seconds"))} > 0)`,
              legend: "clean-up",
              color: "blue",
            },
          ],
        },
      ],
    ],
  };
}
