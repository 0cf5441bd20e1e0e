import { max, sum } from "../../lib/signals";
import { byPod, own, perMinute, perSecond } from "../expressions";
import type { Row } from "../model";

/** How much there is to store, and whether the disk takes it. */
export function storage(): Row {
  return {
    title: "Storage",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Series in memory",
          description: "Series of the last hours, which are held in memory.",
          unit: "short",
          series: [byPod("prometheus_tsdb_head_series")],
        },
        {
          kind: "timeSeries",
          title: "Samples stored",
          description: "Samples per second that scrapes and rules add.",
          unit: "cps",
          series: [{ expr: perSecond("prometheus_tsdb_head_samples_appended_total", ["pod"]), legend: "{{pod}}" }],
        },
        {
          kind: "timeSeries",
          title: "Disk",
          description:
            "What the data takes on the volume, and the size from which the oldest is deleted (dashed), if one is set.",
          unit: "bytes",
          stacked: true,
          series: [
            { expr: max(own("prometheus_tsdb_storage_blocks_bytes")), legend: "blocks", color: "blue" },
            { expr: max(own("prometheus_tsdb_wal_storage_size_bytes")), legend: "write-ahead log", color: "purple" },
            { expr: max(own("prometheus_tsdb_head_chunks_storage_size_bytes")), legend: "head chunks", color: "green" },
            {
              expr: `${max(own("prometheus_tsdb_retention_limit_bytes"))} > 0`,
              legend: "size limit",
              color: "red",
              dashed: true,
            },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Write-ahead log",
          description: "How long a write to the disk takes (99th percentile). Slow writes slow every scrape down.",
          unit: "s",
          noData: "Nothing written yet",
          series: [
            {
              expr: `${max(own("prometheus_tsdb_wal_fsync_duration_seconds", { quantile: "0.99" }), ["pod"])} >= 0`,
              legend: "{{pod}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Compactions",
          description: "Compactions of the data within an hour. They should run every two hours.",
          unit: "short",
          series: [{ expr: sum(`increase(${own("prometheus_tsdb_compactions_total")}[1h])`), legend: "compactions" }],
        },
        {
          kind: "timeSeries",
          title: "Storage failures",
          description: "Failures per minute. Each of them means a full or a broken disk.",
          unit: "cpm",
          series: [
            { expr: perMinute("prometheus_tsdb_compactions_failed_total"), legend: "compactions" },
            { expr: perMinute("prometheus_tsdb_wal_writes_failed_total"), legend: "writes to the log" },
            { expr: perMinute("prometheus_tsdb_wal_corruptions_total"), legend: "corruptions of the log" },
            { expr: perMinute("prometheus_tsdb_wal_truncations_failed_total"), legend: "truncations of the log" },
          ],
        },
      ],
    ],
  };
}
