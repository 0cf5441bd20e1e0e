import { durationSeconds, type Duration } from "../../core";
import type { SecretKey } from "../secret-key";
import type { DataStorage } from "../volume-claim";

/**
 * Where traces are kept:
 *
 * - a volume (`{ size }`), on which Jaeger has its own database, badger. It belongs to one process, so there is one
 *   replica; what is stored survives any restart.
 * - Elasticsearch or OpenSearch (`{ kind, urls }`), which somebody else runs, for several replicas.
 * - `"memory"`: lost with each restart, and the oldest traces go when the space is used. In `dev` alone.
 */
export type TraceStorage = DataStorage | ElasticsearchStorage | "memory";

/** Elasticsearch 7 to 9, or OpenSearch 1 to 3. */
export interface ElasticsearchStorage {
  readonly kind: "elasticsearch" | "opensearch";
  /** Its nodes, such as `https://elasticsearch.search.svc:9200`. Jaeger does not start before the first one answers. */
  readonly urls: readonly string[];
  /**
   * Who Jaeger is: may read the cluster's state, manage index templates, and read, write and delete the indices
   * `jaeger-*`. A new password is taken up without a restart, a new name is not. @default - nobody in particular
   */
  readonly credentials?: { readonly username: SecretKey; readonly password: SecretKey };
  /** Who signed its certificate. @default - an authority that the image knows */
  readonly ca?: SecretKey | ConfigMapKey;
  /**
   * Put before the name of each index, with a `-` between: needed where several Jaegers share one Elasticsearch, as each
   * would show, and delete, the other's traces. @default - none
   */
  readonly indexPrefix?: string;
  /** Of the index that holds one day of spans: one for each 50 GB of a day, and no more than there are nodes. @default 1 */
  readonly shards?: number;
  /** Copies of each shard beside the first. @default 1 */
  readonly replicas?: number;
}

/** One key of an existing ConfigMap in the stack's own namespace. */
export interface ConfigMapKey {
  readonly configMap: string;
  readonly key: string;
}

export function isElasticsearch(storage: TraceStorage): storage is ElasticsearchStorage {
  return typeof storage === "object" && "kind" in storage;
}

/** Whether the traces are on a disk of the pod, its own or one that goes with it. */
export function isVolume(storage: TraceStorage): storage is DataStorage {
  return typeof storage === "object" && !("kind" in storage);
}

/** Where the container has the files of a storage. */
export const storagePaths = {
  data: "/badger",
  password: "/etc/jaeger-elasticsearch/password",
  ca: "/etc/jaeger-elasticsearch/ca.crt",
} as const;

/** The environment variable with the name of the user, which Jaeger can read from nowhere else. */
export const USERNAME_VARIABLE = "ELASTICSEARCH_USERNAME";

/** One storage, as the extension `jaeger_storage` is told. */
export type TraceBackend =
  | { readonly memory: { readonly max_traces: number } }
  | { readonly badger: BadgerConfig }
  | { readonly elasticsearch: ElasticsearchConfig }
  | { readonly opensearch: ElasticsearchConfig };

export interface BadgerConfig {
  readonly ephemeral: false;
  readonly directories: { readonly keys: string; readonly values: string };
  readonly ttl: { readonly spans: string };
  readonly maintenance_interval: string;
}

export interface ElasticsearchConfig {
  readonly server_urls: readonly string[];
  readonly auth?: {
    readonly basic: { readonly username: string; readonly password_file: string; readonly reload_interval: string };
  };
  readonly tls?: { readonly ca_file: string };
  readonly indices: Readonly<Record<"spans" | "services" | "dependencies", IndexConfig>> & {
    readonly index_prefix?: string;
  };
  readonly max_span_age: string;
}

interface IndexConfig {
  readonly shards: number;
  readonly replicas: number;
}

/** What the storage is told. `maxTraces` is the most that memory has room for. */
export function traceBackend(storage: TraceStorage, retention: Duration, maxTraces: number): TraceBackend {
  if (storage === "memory") return { memory: { max_traces: maxTraces } };
  if (!isElasticsearch(storage)) return { badger: badger(retention) };
  const config = elasticsearch(storage, retention);
  return storage.kind === "opensearch" ? { opensearch: config } : { elasticsearch: config };
}

function badger(retention: Duration): BadgerConfig {
  return {
    // Left to itself it would write to a temporary folder and delete that at the end, whatever the directories say.
    ephemeral: false,
    directories: { keys: `${storagePaths.data}/keys`, values: `${storagePaths.data}/values` },
    ttl: { spans: goDuration(retention) },
    maintenance_interval: "5m",
  };
}

function elasticsearch(storage: ElasticsearchStorage, retention: Duration): ElasticsearchConfig {
  const { urls, credentials, ca, indexPrefix, shards = 1, replicas = 1 } = storage;
  return {
    server_urls: urls,
    ...(credentials !== undefined && {
      auth: {
        basic: {
          username: `\${env:${USERNAME_VARIABLE}}`,
          password_file: storagePaths.password,
          reload_interval: "10s",
        },
      },
    }),
    ...(ca !== undefined && { tls: { ca_file: storagePaths.ca } }),
    indices: {
      ...(indexPrefix !== undefined && { index_prefix: indexPrefix }),
      spans: { shards, replicas },
      // One document for each operation of each service.
      services: { shards: 1, replicas },
      dependencies: { shards: 1, replicas },
    },
    // How far back it looks for a trace by its id: three days, if left to itself, whatever there is.
    max_span_age: goDuration(retention),
  };
}

/** Go's durations end at hours, where Prometheus' go on with days. */
function goDuration(duration: Duration): string {
  const seconds = durationSeconds(duration);
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds}s`;
}
