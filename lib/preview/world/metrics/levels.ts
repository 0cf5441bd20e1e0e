import type { Labels } from "../../sources";

/** By all labels of a series: the usual value of a gauge, how often a second a counter or histogram counts, or how many seconds pass between timestamps. */
export function levelOf(name: string, labels: Labels): number | undefined {
  const level = LEVELS.find(([pattern]) => pattern.test(name))?.[1];
  return typeof level === "function" ? level(labels) : level;
}

/** Whether a metric tells of something that does not happen in a stack that is well. */
export function isTrouble(name: string, labels: Labels): boolean {
  return TROUBLE.test(name) || Object.entries(labels).some(([label, value]) => isTroubleValue(label, value));
}

const TROUBLE =
  /fail|error|_err_|drop|refus|reject|discard|invalid|corrupt|missed|exceed|out_of_|duplicate|panic|conflict|evict|oom|stalled|skipped|timeout|too_early|too_old|expired|unknown|overflow|pending|lost|given_up|retries|retried|miss|wait|throttl|regex|unavailable|unschedulable|deletion|vertical|backlog|bad_|terminations|in_flight|inflight|queue_length|_stale|limit_hit|limiter_last|taint/;

function isTroubleValue(label: string, value: string): boolean {
  return (
    (/code$|^status$/.test(label) && /^5\d\d$/.test(value)) ||
    (label === "result" && /^(err|error|failed|unknown)$/.test(value)) ||
    (label === "reason" && value !== "")
  );
}

type Level = number | ((labels: Labels) => number | undefined);

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;

const SAMPLED =
  (yes: number, no: number): Level =>
  ({ sampled }) =>
    sampled === "true" ? yes : no;

const AGENT = "collector-agent";

/** What one of three agents has, and what the gateway has, where all comes together. */
function byAgent(agent: number, gateway: number): Level {
  return ({ service }) => (service === AGENT ? agent : gateway);
}

const LEVELS: readonly (readonly [RegExp, Level])[] = [
  [/^alertmanager_alerts$/, ({ state }) => ({ active: 5, suppressed: 1 })[state ?? ""] ?? 0],
  [/^alertmanager_silences$/, ({ state }) => (state === "expired" ? 2 : 0)],
  [/^alertmanager_alerts_received_total$/, ({ status }) => (status === "firing" ? 0.12 : 0.01)],
  [/^alertmanager_(notifications|notification_requests)_total$/, 0.01],
  [/^alertmanager_notification_latency_seconds$/, 0.01],
  [/^alertmanager_config_hash$/, 109_314_580_441_872],
  [/^alertmanager_dispatcher_aggregation_groups$/, 4],
  [/^prometheus_tsdb_head_series$/, 21_000],
  [/^prometheus_tsdb_head_chunks$/, 64_000],
  [/^prometheus_tsdb_head_samples_appended_total$/, 700],
  [/^prometheus_tsdb_head_chunks_storage_size_bytes$/, 30 * MEBIBYTE],
  [/^prometheus_tsdb_storage_blocks_bytes$/, 1.6 * GIBIBYTE],
  [/^prometheus_tsdb_wal_storage_size_bytes$/, 90 * MEBIBYTE],
  [/^prometheus_tsdb_retention_limit_bytes$/, 8 * GIBIBYTE],
  [/^prometheus_tsdb_retention_limit_seconds$/, 15 * 86_400],
  [/^prometheus_tsdb_compactions_total$/, 1 / 7200],
  [/^prometheus_engine_queries$/, 1],
  [/^prometheus_engine_queries_concurrent_max$/, 20],
  [/^prometheus_notifications_queue_capacity$/, 10_000],
  [/^prometheus_notifications_alertmanagers_discovered$/, 1],
  [/^prometheus_notifications_sent_total$/, 0.12],
  [/_rule_group_interval_seconds$/, ({ rule_group }) => (rule_group?.endsWith("2m") === true ? 120 : 60)],
  [/_rule_group_last_duration_seconds$/, 0.012],
  [/_rule_group_rules$/, 24],
  [/^loki_querier_worker_concurrency$/, 8],
  [/^loki_ruler_managers_total$/, 1],
  [/^loki_ingester_wal_disk_usage_percent$/, 0.18],
  [/^loki_ingester_memory_streams$/, 46],
  [/^loki_ingester_memory_chunks$/, 120],
  [/^loki_distributor_lines_received_total$/, 44],
  [/^loki_distributor_bytes_received_total$/, 16_000],
  [/^loki_distributor_structured_metadata_bytes_received_total$/, 9000],
  [/^loki_ruler_wal_prometheus_remote_storage_queue_highest/, 15],
  [/^otelcol_exporter_queue_capacity$/, 64 * MEBIBYTE],
  [/^otelcol_exporter_queue_size$/, ({ data_type }) => (data_type === "metrics" ? 48_000 : 90_000)],
  [
    /^otelcol_receiver_accepted_spans(_total)?$/,
    ({ service, transport }) => (service === AGENT ? 10 : transport === "http" ? 0 : 60),
  ],
  [/^otelcol_(exporter_sent|processor_memory_limiter_accepted)_spans(_total)?$/, byAgent(20, 60)],
  [/^otelcol_receiver_accepted_metric_points$/, byAgent(55, 495)],
  [/^otelcol_(exporter_sent|processor_memory_limiter_accepted)_metric_points$/, byAgent(165, 495)],
  [/^otelcol_receiver_accepted_log_records$/, ({ receiver }) => (receiver === "otlp" ? 3 : 12)],
  [/^otelcol_(exporter_sent|processor_memory_limiter_accepted)_log_records$/, 15],
  [/^otelcol_process_cpu_seconds/, 0.03],
  [/^otelcol_process_memory_rss/, 96 * MEBIBYTE],
  [/^otelcol_process_uptime/, 1],
  [/^otelcol_fileconsumer_open_files$/, 22],
  [/^otelcol_processor_tail_sampling_global_count_traces_sampled$/, SAMPLED(24, 0)],
  [
    /^otelcol_processor_tail_sampling_count_traces_sampled$/,
    ({ policy, sampled }) => (sampled === "true" ? ({ share: 24, slow: 1.2, errors: 0.6 }[policy ?? ""] ?? 0.5) : 20),
  ],
  [/^otelcol_processor_tail_sampling_early_releases_from_cache_decision$/, SAMPLED(0.8, 0)],
  [/^otelcol_processor_tail_sampling_sampling_traces_on_memory$/, 310],
  [/^otelcol_connector_servicegraph_total_edges$/, 22],
  [/^jaeger_storage_badger_value_log_bytes_available$/, 40 * GIBIBYTE],
  [
    /^jaeger_storage_(requests_total|latency_seconds)$/,
    ({ operation, result }) => (result === "err" ? 0 : operation === "write_trace" ? 14 : 0.08),
  ],
  [/^grafana_stat_total_users$/, 14],
  [/^grafana_stat_active_users$/, 5],
  [/^grafana_stat_totals_dashboard$/, 18],
  [/^grafana_http_request_duration_seconds$/, ({ status_code }) => (status_code === "500" ? 0 : 0.4)],
  [/^process_cpu_seconds_total$/, 0.04],
  [/^process_resident_memory_bytes$/, 110 * MEBIBYTE],
  [/^process_virtual_memory_bytes$/, 1.4 * GIBIBYTE],
  [/^process_max_fds$/, 1_048_576],
  [/^process_open_fds$/, 28],
  [/^go_goroutines$/, 80],
  [/^go_sched_gomaxprocs_threads$/, 2],
  [/^node_pressure_cpu_waiting/, 0.03],
  [/^node_pressure_(io|memory)_/, 0.002],
  [/^node_context_switches_total$/, 4200],
  [/^node_intr_total$/, 2600],
  [/^node_forks_total$/, 6],
  [/^node_network_(receive|transmit)_bytes_total$/, 180_000],
  [/^node_network_(receive|transmit)_packets_total$/, 320],
  [/^node_disk_(read_bytes|written_bytes)_total$/, 260_000],
  [/^node_disk_(reads|writes)_completed_total$/, 18],
  [/^node_memory_/, 200 * MEBIBYTE],
  [/^node_disk_io_time_seconds_total$/, 0.03],
  [/^node_disk_(read|write)_time_seconds_total$/, 0.02],
  [/^node_timex_offset_seconds$/, 0.00002],
  [/^node_nf_conntrack_entries$/, 900],
  [/^node_nf_conntrack_entries_limit$/, 131_072],
  [/^node_filefd_allocated$/, 2400],
  [/^node_filefd_maximum$/, 1_000_000],
  [/^node_netstat_Tcp_CurrEstab$/, 130],
  [/^apiserver_request_total$/, ({ code }) => (code === "503" ? 0 : 3)],
  [/^kubelet_certificate_manager_server_ttl_seconds$/, 300 * 86_400],
  [/_up$|^kube_state_metrics_total_shards$/, 1],
  [/^kube_state_metrics_shard_ordinal$/, 0],
  [/^kube_state_metrics_(list|watch)_total$/, ({ result }) => (result === "error" ? 0 : 0.02)],
];
