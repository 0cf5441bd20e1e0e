/** When the alerts of Loki fire, and when they do not: see self-monitoring.test.ts. */
import { lokiAlerts } from "../../../lib/components/loki/alerts";
import { SIZES } from "../../../lib/components/loki/size";
import type { AlertRule } from "../../../lib/signals";

/** Those of three replicas, which are all that there are. */
export function lokiRules(): AlertRule[] {
  return lokiAlerts({ namespace: "stack", replicas: 3, limits: SIZES.ha.limits });
}

const loki = 'job="stack/loki",pod="loki-0"';
const other = 'job="stack/loki",pod="loki-1"';
const third = 'job="stack/loki",pod="loki-2"';
const push = `${loki},method="POST",route="otlp_v1_logs"`;
const ready = `${loki},method="GET",route="ready"`;
const discarded = (reason: string) => `loki_discarded_samples_total{${loki},tenant="fake",reason="${reason}"}`;
const group = `${loki},user="fake",rule_group="shop"`;
const alertmanager = (name: string) => `${loki},user="fake",alertmanager="${name}"`;
const remote = `${loki},tenant="fake",remote_name="fake-rw-prometheus-0"`;
const remoteStorage = (name: string) => `loki_ruler_wal_prometheus_remote_storage_${name}{${remote}}`;
const notifications = (name: string, labels: string) => `loki_prometheus_notifications_${name}_total{${labels}}`;
const MIB = 2 ** 20;

/** Series with a sample a minute, in promtool's notation: one in which the alert fires at two hours, and a good one. */
export const lokiCases: Readonly<
  Record<string, { readonly fires: readonly string[]; readonly silent: readonly string[] }>
> = {
  LokiDown: {
    fires: [`up{${loki}} = 0x120`, `up{${other}} = 0x120`],
    silent: [`up{${loki}} = 0x120`, `up{${other}} = 1x120`],
  },
  LokiReplicaDown: {
    fires: [`up{${loki}} = 1x120`, `up{${other}} = 1x120`, `up{${third}} = 0x120`],
    silent: [`up{${loki}} = 1x120`, `up{${other}} = 1x120`, `up{${third}} = 1x120`],
  },
  LokiRequestsFailing: {
    fires: [
      `loki_request_duration_seconds_count{${push},status_code="500"} = 0+1x120`,
      `loki_request_duration_seconds_count{${push},status_code="204"} = 0+9x120`,
    ],
    // Refused lines are no failure of Loki, and neither is that it is not ready yet.
    silent: [
      `loki_request_duration_seconds_count{${push},status_code="429"} = 0+5x120`,
      `loki_request_duration_seconds_count{${push},status_code="204"} = 0+9x120`,
      `loki_request_duration_seconds_count{${ready},status_code="503"} = 0+5x120`,
    ],
  },
  LokiPanics: {
    fires: [`loki_panic_total{${loki}} = 0x117 1x3`],
    silent: [`loki_panic_total{${loki}} = 1x120`],
  },
  LokiRestarts: {
    fires: ['kube_pod_container_status_restarts_total{namespace="stack",pod="loki-0",container="loki"} = 0+1x120'],
    silent: ['kube_pod_container_status_restarts_total{namespace="stack",pod="loki-0",container="loki"} = 0x80 1x40'],
  },
  LokiLinesDiscarded: {
    // The counter is there from the first line on, and does not move after it.
    fires: [`up{${loki}} = 1x120`, `${discarded("too_far_behind")} = _x117 3x3`],
    // Long ago; by a pod that was not read before, so that nobody knows when; and what is sent again is not lost.
    silent: [
      `up{${loki}} = 1x120`,
      `${discarded("too_far_behind")} = _x60 3x60`,
      `up{${other}} = _x115 1x5`,
      `loki_discarded_samples_total{${other},reason="line_too_long"} = _x115 7x5`,
      `${discarded("rate_limited")} = 0+5x120`,
    ],
  },
  LokiRateLimited: {
    fires: [`${discarded("per_stream_rate_limit")} = 0+5x120`],
    silent: [`${discarded("per_stream_rate_limit")} = 5x120`, `${discarded("too_far_behind")} = 0+5x120`],
  },
  LokiIngestionNearLimit: {
    fires: [`loki_distributor_bytes_received_total{${loki}} = 0+${40 * MIB * 60}x120`],
    silent: [`loki_distributor_bytes_received_total{${loki}} = 0+${30 * MIB * 60}x120`],
  },
  LokiStreamsNearLimit: {
    fires: [loki, other, third].map((pod) => `loki_ingester_memory_streams{${pod}} = 90000x120`),
    silent: [loki, other, third].map((pod) => `loki_ingester_memory_streams{${pod}} = 70000x120`),
  },
  LokiFlushesFailing: {
    fires: [`loki_ingester_chunks_flush_failures_total{${loki}} = 0+1x120`],
    silent: [`loki_ingester_chunks_flush_failures_total{${loki}} = 0x110 3x10`],
  },
  LokiWalFailing: {
    fires: [
      `loki_ingester_wal_disk_full_failures_total{${loki}} = 0x120`,
      `loki_ingester_checkpoint_creations_failed_total{${loki}} = 0+1x120`,
    ],
    silent: [
      `loki_ingester_wal_disk_full_failures_total{${loki}} = 4x120`,
      `loki_ingester_checkpoint_creations_failed_total{${loki}} = 0x120`,
    ],
  },
  "LokiStorageFilling warning": {
    fires: [`loki_ingester_wal_disk_usage_percent{${loki}} = 0.85x120`],
    silent: [`loki_ingester_wal_disk_usage_percent{${loki}} = 0.7x120`],
  },
  "LokiStorageFilling critical": {
    fires: [`loki_ingester_wal_disk_usage_percent{${loki}} = 0.91x120`],
    silent: [`loki_ingester_wal_disk_usage_percent{${loki}} = 0.85x120`],
  },
  LokiCompactionFailing: lastRun("loki_boltdb_shipper_compact_tables_operation"),
  LokiRetentionFailing: lastRun("loki_compactor_apply_retention"),
  LokiRulesStopped: {
    fires: [`loki_ruler_managers_total{${loki}} = 0x120`, `loki_ruler_managers_total{${other}} = 0x120`],
    // A replica may have none of the groups.
    silent: [`loki_ruler_managers_total{${loki}} = 0x120`, `loki_ruler_managers_total{${other}} = 1x120`],
  },
  LokiRuleFailures: {
    fires: [`loki_prometheus_rule_evaluation_failures_total{${group}} = 0+1x120`],
    silent: [`loki_prometheus_rule_evaluation_failures_total{${group}} = 7x120`],
  },
  LokiRuleGroupSlow: {
    fires: [`loki_prometheus_rule_group_iterations_missed_total{${group}} = 0+1x120`],
    silent: [`loki_prometheus_rule_group_iterations_missed_total{${group}} = 0x120`],
  },
  LokiAlertsNotDelivered: {
    fires: [
      `${notifications("errors", alertmanager("one"))} = 0+5x120`,
      `${notifications("sent", alertmanager("one"))} = 0x120`,
    ],
    // One of two Alertmanagers still gets them; and no alerts at all are no failure.
    silent: [
      `${notifications("errors", alertmanager("one"))} = 0+5x120`,
      `${notifications("sent", alertmanager("one"))} = 0x120`,
      `${notifications("errors", alertmanager("two"))} = 0x120`,
      `${notifications("sent", alertmanager("two"))} = 0+5x120`,
    ],
  },
  LokiRecordingsNotDelivered: {
    // It has been away for an hour, while every sample waits for it.
    fires: [
      `${remoteStorage("queue_highest_timestamp_seconds")} = 0+60x120`,
      `${remoteStorage("queue_highest_sent_timestamp_seconds")} = 0+60x60 3600x60`,
      `${remoteStorage("samples_failed_total")} = 0x120`,
    ],
    silent: [
      `${remoteStorage("queue_highest_timestamp_seconds")} = 0+60x120`,
      `${remoteStorage("queue_highest_sent_timestamp_seconds")} = -60+60x120`,
      `${remoteStorage("samples_failed_total")} = 9x120`,
    ],
  },
};

/** The last success, as a time: hours ago, or soon after a restart of the replica that does the work. */
function lastRun(operation: string): { readonly fires: readonly string[]; readonly silent: readonly string[] } {
  const series = (pod: string) => `${operation}_last_successful_run_timestamp_seconds{${pod}}`;
  return {
    // promtool's clock begins at 0: before it there was nothing.
    fires: [`${series(loki)} = -${10 * 3600}x120`, `${series(other)} = -${12 * 3600}x120`],
    silent: [`${series(loki)} = 0+60x120`, `${series(other)} = -${12 * 3600}x120`],
  };
}
