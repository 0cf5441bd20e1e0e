import { inputPattern, parseDuration, toYaml, type Duration } from "../../core";
import { byteSize, limitsConfig, type LokiLimits } from "./limits";
import type { EmbeddedCache, Lifecycler, LokiConfig } from "./loki-config";
import type { Retention } from "./retention";
import { rulerConfig } from "./ruler";
import type { LokiSize } from "./size";
import { isObjectStorage, objectStoreConfig, type LokiStorage } from "./storage";

/** The ConfigMap of `loki.yaml`, and its key. */
export const CONFIG_MAP = "loki-config";
export const CONFIG_KEY = "loki.yaml";

/** Where Loki listens. The last is how replicas find each other. */
export const ports = { http: 3100, grpc: 9095, memberlist: 7946 } as const;

/** Where the pod of Loki has its files. */
export const paths = {
  config: "/etc/loki/config",
  rules: "/etc/loki/rules",
  data: "/loki",
} as const;

/**
 * The folder of rules within `paths.rules`, and so the name of the only tenant: what Loki calls it while it does not ask
 * who somebody is. Rules beside the folder are not read (grafana/loki#4654).
 */
export const TENANT = "fake";

/** The variable of the environment that replicas take their address from. */
export const POD_IP = "POD_IP";

/** What the configuration depends on. No service is part of it. */
export interface ConfigInput extends Pick<LokiSize, "queries" | "caches"> {
  readonly cluster: string;
  readonly replicas: number;
  /** `namespace/name`: by it replicas know each other. */
  readonly clusterLabel: string;
  /** Where each replica is found, as `host:port`. Asked by several only. */
  readonly peers: string;
  readonly storage: LokiStorage;
  readonly retention: Retention;
  readonly limits: LokiLimits;
  /** Bytes that the container may use. */
  readonly memory: number;
  readonly evaluationInterval: Duration;
  readonly externalUrl: string;
  readonly alertmanagers: readonly string[];
  readonly remoteWrite: readonly string[];
}

/**
 * How long a chunk is filled before it is stored. Half of it is how late a line may be beside others of its stream, such
 * as those of a node that was cut off: what comes later is thrown away (`too_far_behind`).
 */
export const MAX_CHUNK_AGE: Duration = "4h";

/** Every part of Loki in each process, as many of them as there are replicas. */
export function lokiConfig(input: ConfigInput): LokiConfig {
  const { replicas, storage, queries, caches, limits } = input;
  const several = replicas > 1;
  const store = isObjectStorage(storage) ? "s3" : "filesystem";
  return {
    auth_enabled: false,
    server: {
      http_listen_port: ports.http,
      grpc_listen_port: ports.grpc,
      // Cut before the query has its time, people would see an empty answer and no error.
      http_server_write_timeout: `${parseDuration(limits.queryTimeout) / 1_000 + 10}s`,
      // The parts of Loki talk with each other in messages; 4 MiB, which is the default, is less than one large answer.
      grpc_server_max_recv_msg_size: 64 * MIB,
      grpc_server_max_send_msg_size: 64 * MIB,
      // At `info` Loki writes two lines for each rule that it evaluates, and then keeps them.
      log_level: "warn",
    },
    common: {
      path_prefix: paths.data,
      instance_addr: several ? `\${${POD_IP}}` : "127.0.0.1",
      // Each line on three replicas; two of them have to take it. More replicas share the work.
      replication_factor: Math.min(replicas, 3),
      ...(several && { persist_tokens: true }),
      ring: { kvstore: { store: several ? "memberlist" : "inmemory" } },
    },
    ...(several && {
      memberlist: {
        // Addresses of pods are given to others in time; the label keeps strangers out.
        cluster_label: input.clusterLabel,
        join_members: [`dns+${input.peers}`],
        // Brings together again what a broken network has parted.
        rejoin_interval: "5m",
      },
    }),
    storage_config: {
      // The newer clients, which Loki 4 takes by default.
      use_thanos_objstore: true,
      object_store: objectStoreConfig(storage, `${paths.data}/chunks`),
    },
    schema_config: {
      configs: [
        {
          // Before any line; a changed day or prefix would hide what there is.
          from: "2024-04-01",
          store: "tsdb",
          object_store: store,
          schema: "v13",
          index: { prefix: "index_", period: "24h" },
        },
      ],
    },
    chunk_store_config: { chunk_cache_config: embeddedCache(caches.chunks) },
    ingester: {
      lifecycler: lifecycler(several),
      chunk_encoding: "snappy",
      max_chunk_age: MAX_CHUNK_AGE,
      wal: {
        // Above it the replay stops to store what it has; the default is 4 GB, whatever the container may use.
        replay_memory_ceiling: byteSize(input.memory / 2),
        // A replica that goes for good leaves nothing behind that only it has.
        flush_on_shutdown: isObjectStorage(storage),
      },
    },
    pattern_ingester: { enabled: true, lifecycler: lifecycler(several) },
    // Lines that arrive hours late are in memory as well: by default nobody looks there for what is older than three hours.
    querier: { query_ingesters_within: "0s", max_concurrent: queries.concurrent },
    query_range: { results_cache: { cache: embeddedCache(caches.results) } },
    frontend: { encoding: "protobuf" },
    // The parts of a single replica need not look for each other, which they do every ten seconds.
    ...(!several && { frontend_worker: { frontend_address: `127.0.0.1:${ports.grpc}` } }),
    compactor: {
      retention_enabled: true,
      delete_request_store: store,
      // What is to be deleted, where the next replica finds it that does the work. See docs/adr/0009-loki-monolithic.md.
      ...(several && { deletion_marker_object_store_prefix: "deletion-markers/" }),
    },
    limits_config: limitsConfig({ limits, retention: input.retention, queryParts: queries.parts }),
    ruler: rulerConfig({ ...input, directory: `${paths.data}/ruler-wal` }),
    ruler_storage: { backend: "local", local: { directory: paths.rules } },
    analytics: { reporting_enabled: false },
  };
}

/**
 * `loki.yaml`. Loki replaces variables in the file where there are several replicas, so that whatever else looks like
 * one has to be written in another way. A placeholder stays what it is, and its value is put in as it comes.
 */
export function lokiYaml(config: LokiConfig): string {
  const text = toYaml(config);
  if (!config.memberlist) return text;
  const ours = `\\$\\{${POD_IP}\\}|${inputPattern().source}`;
  return text.replaceAll(new RegExp(`(?!${ours})\\$`, "g"), "$$$$");
}

const MIB = 2 ** 20;

/**
 * A replica tells of itself alone: otherwise one that has died for good would keep every other from becoming ready after
 * a restart. A single one has nobody to wait for.
 */
function lifecycler(several: boolean): Lifecycler {
  return { min_ready_duration: several ? "15s" : "0s", readiness_check_ring_health: false };
}

function embeddedCache(mebibytes: number): EmbeddedCache {
  return { embedded_cache: { enabled: true, max_size_mb: mebibytes } };
}
