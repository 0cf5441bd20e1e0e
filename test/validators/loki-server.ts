import { join } from "node:path";
import { asRecord, asRecords, toYaml, type JsonRecord } from "../../lib/core";
import { text } from "./golden-tree";
import { eventually, freePorts, start } from "./running";
import { layOut } from "./sandbox";

/** A Loki without a line in it. */
export interface LokiServer {
  /** What Loki has against an expression for a number; undefined when it evaluates it, as its ruler would. */
  refusal(expr: string): Promise<string | undefined>;
  /** Every rule that it has loaded, as soon as there is one. */
  rules(): Promise<readonly LoadedRule[]>;
}

/** A rule as Loki lists it: https://grafana.com/docs/loki/latest/reference/loki-http-api/#list-rules */
export interface LoadedRule {
  /** Name of its file. */
  readonly file: string;
  readonly group: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** How long an alert waits, in seconds; 0 for a recording rule. */
  readonly duration: number;
}

/**
 * Starts the real Loki on this machine, configured as given, but alone, on other ports, and with its chunks in a folder.
 * Variables in the configuration get their values from `env`.
 */
export async function startLoki(
  config: JsonRecord = {},
  env: Readonly<Record<string, string>> = {},
): Promise<LokiServer> {
  const [http = 0, grpc = 0] = await freePorts(2);
  const root = layOut([["loki.yaml", toYaml({ ...alone(config), ...listening(config, http, grpc) })]]);
  const url = `http://127.0.0.1:${http}`;
  const refusal = async (expr: string): Promise<string | undefined> => {
    const body = new URLSearchParams({ query: expr });
    const response = await fetch(`${url}/loki/api/v1/query`, { method: "POST", body });
    const answer = await response.text();
    if (response.status >= 500) throw new Error(`${expr}: Loki answers ${response.status} ${answer}`);
    return response.ok ? undefined : answer.trim();
  };
  await start("loki", [`-config.file=${join(root, "loki.yaml")}`, "-config.expand-env=true"], {
    env,
    ready: async () => (await refusal("vector(1)")) === undefined,
  });
  let loaded: readonly LoadedRule[] = [];
  const rules = async (): Promise<readonly LoadedRule[]> => {
    await eventually(10_000, async () => {
      loaded = rulesOf(await (await fetch(`${url}/prometheus/api/v1/rules`)).json());
      return loaded.length > 0;
    });
    return loaded;
  };
  return { refusal, rules };
}

function listening(config: JsonRecord, http: number, grpc: number): object {
  const addresses = { http_listen_address: "127.0.0.1", grpc_listen_address: "127.0.0.1" };
  return {
    server: { ...asRecord(config["server"]), ...addresses, http_listen_port: http, grpc_listen_port: grpc },
    // Without this address the querier looks for one every ten seconds.
    frontend_worker: { frontend_address: `127.0.0.1:${grpc}` },
  };
}

function alone(config: JsonRecord): object {
  const data = layOut([]);
  const ring = { kvstore: { store: "inmemory" } };
  const single = { instance_addr: "127.0.0.1", replication_factor: 1, ring };
  const object_store = { filesystem: { dir: join(data, "chunks") } };
  return {
    auth_enabled: false,
    ...config,
    common: { path_prefix: data, ...asRecord(config["common"]), ...single },
    storage_config: { ...asRecord(config["storage_config"]), use_thanos_objstore: true, object_store },
    schema_config: { configs: schemas(config).map((schema) => ({ ...schema, object_store: "filesystem" })) },
    memberlist: {},
    compactor: { ...asRecord(config["compactor"]), delete_request_store: "filesystem" },
    analytics: { reporting_enabled: false },
  };
}

function schemas(config: JsonRecord): readonly object[] {
  const given = asRecords(asRecord(config["schema_config"])["configs"]);
  const first = { from: "2024-01-01", store: "tsdb", schema: "v13", index: { prefix: "index_", period: "24h" } };
  return given.length > 0 ? given : [first];
}

function rulesOf(answer: unknown): LoadedRule[] {
  const groups = asRecords(asRecord(asRecord(answer)["data"])["groups"]);
  return groups.flatMap(({ name: group, file, rules }) =>
    asRecords(rules).map(({ name, labels, annotations, duration }) => ({
      file: text(file),
      group: text(group),
      name: text(name),
      labels: asRecord(labels),
      annotations: asRecord(annotations ?? {}),
      duration: Number(duration ?? 0),
    })),
  );
}
