import type { Duration } from "../../core";

/**
 * `loki.yaml`, as far as we write it. Loki refuses keys that it does not know.
 * @see https://grafana.com/docs/loki/latest/configure/
 */
export interface LokiConfig {
  readonly auth_enabled: false;
  readonly server: {
    readonly http_listen_port: number;
    readonly grpc_listen_port: number;
    readonly http_server_write_timeout: string;
    /** Bytes. */
    readonly grpc_server_max_recv_msg_size: number;
    readonly grpc_server_max_send_msg_size: number;
    readonly log_level: "warn";
  };
  readonly common: {
    readonly path_prefix: string;
    readonly instance_addr: string;
    readonly replication_factor: number;
    readonly persist_tokens?: boolean;
    readonly ring: { readonly kvstore: { readonly store: "inmemory" | "memberlist" } };
  };
  readonly memberlist?: {
    readonly cluster_label: string;
    readonly join_members: readonly string[];
    readonly rejoin_interval: Duration;
  };
  readonly storage_config: {
    readonly use_thanos_objstore: true;
    readonly object_store: ObjectStoreConfig;
  };
  readonly schema_config: { readonly configs: readonly SchemaPeriod[] };
  readonly chunk_store_config: { readonly chunk_cache_config: EmbeddedCache };
  readonly ingester: {
    readonly lifecycler: Lifecycler;
    readonly chunk_encoding: "snappy";
    readonly max_chunk_age: Duration;
    readonly wal: { readonly replay_memory_ceiling: string; readonly flush_on_shutdown: boolean };
  };
  readonly pattern_ingester: { readonly enabled: true; readonly lifecycler: Lifecycler };
  readonly querier: { readonly query_ingesters_within: Duration; readonly max_concurrent: number };
  readonly query_range: { readonly results_cache: { readonly cache: EmbeddedCache } };
  readonly frontend: { readonly encoding: "protobuf" };
  readonly frontend_worker?: { readonly frontend_address: string };
  readonly compactor: CompactorConfig;
  readonly limits_config: LimitsConfig;
  readonly ruler: RulerConfig;
  readonly ruler_storage: { readonly backend: "local"; readonly local: { readonly directory: string } };
  readonly analytics: { readonly reporting_enabled: false };
}

export interface ObjectStoreConfig {
  readonly filesystem?: { readonly dir: string };
  readonly s3?: {
    readonly bucket_name: string;
    readonly endpoint: string;
    readonly region?: string;
    readonly insecure?: boolean;
    readonly bucket_lookup_type?: "path";
  };
}

export interface SchemaPeriod {
  /** A day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly store: "tsdb";
  readonly object_store: "filesystem" | "s3";
  readonly schema: "v13";
  readonly index: { readonly prefix: string; readonly period: "24h" };
}

export interface EmbeddedCache {
  readonly embedded_cache: { readonly enabled: true; readonly max_size_mb: number };
}

export interface Lifecycler {
  readonly min_ready_duration: Duration;
  readonly readiness_check_ring_health: false;
}

export interface CompactorConfig {
  readonly retention_enabled: true;
  readonly delete_request_store: "filesystem" | "s3";
  readonly deletion_marker_object_store_prefix?: string;
}

/** Sizes are such as `"4MB"`, by which Loki means 2^20 bytes. */
export interface LimitsConfig {
  readonly ingestion_rate_mb: number;
  readonly ingestion_burst_size_mb: number;
  readonly per_stream_rate_limit: string;
  readonly per_stream_rate_limit_burst: string;
  readonly max_global_streams_per_user: number;
  readonly max_line_size: string;
  readonly max_line_size_truncate: true;
  readonly allow_structured_metadata: true;
  readonly max_structured_metadata_size: string;
  readonly max_structured_metadata_entries_count: number;
  readonly reject_old_samples_max_age: Duration;
  readonly discover_log_levels: true;
  readonly volume_enabled: true;
  readonly otlp_config: {
    readonly resource_attributes: {
      readonly ignore_defaults: true;
      readonly attributes_config: readonly { readonly action: "index_label"; readonly attributes: readonly string[] }[];
    };
  };
  readonly max_query_series: number;
  readonly query_timeout: Duration;
  readonly tsdb_max_query_parallelism: number;
  readonly retention_period: Duration;
  readonly retention_stream?: readonly RetentionStream[];
  readonly deletion_mode: "filter-only";
}

export interface RetentionStream {
  readonly selector: string;
  /** The greatest one that fits counts. */
  readonly priority: number;
  readonly period: Duration;
}

export interface RulerConfig {
  readonly enable_api: true;
  readonly enable_sharding?: boolean;
  readonly evaluation_interval: Duration;
  readonly poll_interval: Duration;
  readonly external_labels: Readonly<Record<string, string>>;
  readonly external_url: string;
  readonly datasource_uid: string;
  /** Separated by commas. */
  readonly alertmanager_url?: string;
  readonly wal: { readonly dir: string };
  readonly remote_write: {
    readonly enabled: boolean;
    readonly add_org_id_header: false;
    readonly clients?: Readonly<Record<string, { readonly url: string }>>;
  };
}
