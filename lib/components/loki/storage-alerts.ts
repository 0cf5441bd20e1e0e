import { selector, type AlertRule } from "../../signals";

/** What goes wrong with lines that were taken. */
export function storageAlerts(job: string): AlertRule[] {
  const increased = (metric: string, window: string): string =>
    `sum by (pod) (increase(${selector(metric, { job })}[${window}]))`;
  return [
    {
      alert: "LokiFlushesFailing",
      expr: `${increased("loki_ingester_chunks_flush_failures_total", "10m")} > 0`,
      for: "15m",
      severity: "critical",
      summary: "{{ $labels.pod }} cannot store log lines",
      description:
        "They stay in memory and in its write-ahead log until storage takes them, and memory and disk fill. " +
        "Its log tells why: keys that have expired, a bucket that is gone, a full volume.",
    },
    {
      alert: "LokiWalFailing",
      expr: `${increased("loki_ingester_wal_disk_full_failures_total", "10m")} + ${increased("loki_ingester_checkpoint_creations_failed_total", "10m")} > 0`,
      for: "5m",
      severity: "critical",
      summary: "{{ $labels.pod }} cannot write its log of lines that are not stored yet",
      description: "What it takes now is lost when it ends. A full or broken disk is the usual reason.",
    },
    ...diskFilling(job),
    ...compactorAlerts(job),
  ];
}

/** Loki's own view of the disk its data is on, which is there whether or not the kubelet knows of the volume. */
function diskFilling(job: string): AlertRule[] {
  const used = `max by (pod) (${selector("loki_ingester_wal_disk_usage_percent", { job })})`;
  const summary = "The disk of {{ $labels.pod }} is {{ $value | humanizePercentage }} full";
  return [
    {
      alert: "LokiStorageFilling",
      expr: `${used} > 0.8`,
      for: "15m",
      severity: "warning",
      summary,
      description:
        "At nine tenths Loki takes no more lines. It deletes by age alone: shorten retention, enlarge the volume, or find who logs that much.",
    },
    {
      alert: "LokiStorageFilling",
      expr: `${used} >= 0.9`,
      for: "2m",
      severity: "critical",
      summary: `${summary}: it takes no more log lines`,
      description:
        "Collectors keep what they read until their queues are full. Enlarge the volume, or shorten retention.",
    },
  ];
}

/** One of the replicas does this work; when it ends, another one takes over within ten minutes. */
function compactorAlerts(job: string): AlertRule[] {
  const since = (metric: string): string => `time() - max(${selector(metric, { job })})`;
  return [
    {
      alert: "LokiCompactionFailing",
      // After a restart it is 0 until the first success, which takes some minutes.
      expr: `${since("loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds")} > 10800`,
      for: "1h",
      severity: "warning",
      summary: "Loki has not put its index together for hours",
      description:
        "Queries become slow, and what is too old is not deleted. Its log tells why: look for the compactor.",
    },
    {
      alert: "LokiRetentionFailing",
      expr: `${since("loki_compactor_apply_retention_last_successful_run_timestamp_seconds")} > 21600`,
      for: "1h",
      severity: "warning",
      summary: "Loki has not marked old log lines to be deleted for hours",
      description:
        "Storage fills, and lines are kept for longer than was promised. Its log tells why: look for the compactor.",
    },
  ];
}
