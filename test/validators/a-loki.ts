import { join } from "node:path";
import { asRecord, asRecords, toYaml } from "../../lib/core";
import { logLabelAttributes } from "../../lib/signals";
import { answers, freePorts, start } from "./running";
import { layOut } from "./sandbox";

/** A Loki with the labels of the stack and nothing in it, until the tests of this file are over. */
export interface ALoki {
  readonly url: string;
  /** Sends records with OTLP, as the collector does. */
  push(records: readonly LogRecord[]): Promise<void>;
  /** The samples of an expression at an instant in milliseconds. */
  query(expr: string, time: number): Promise<Sample[]>;
  /** What its ruler has loaded. */
  rules(): Promise<readonly LoadedRule[]>;
}

/** A log record as the collector sends it. */
export interface LogRecord {
  readonly service: string;
  /** @default "shop" */
  readonly namespace?: string;
  /** @default - the first of the service */
  readonly pod?: string;
  readonly body: string;
  /** In milliseconds. */
  readonly time: number;
  readonly severityText?: string;
  readonly severityNumber?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export interface LoadedRule {
  readonly name: string;
  readonly labels: Labels;
}

type Labels = Readonly<Record<string, string>>;

/** Starts one with rule files by name, for its only tenant. */
export async function aLoki(ruleFiles: Labels = {}): Promise<ALoki> {
  const [http = 0, grpc = 0] = await freePorts(2);
  const root = layOut(Object.entries(ruleFiles).map(([file, text]) => [join("rules", "fake", file), text]));
  const config = layOut([["loki.yaml", toYaml(lokiConfig(root, http, grpc))]]);
  const url = `http://127.0.0.1:${http}`;
  await start("loki", [`-config.file=${join(config, "loki.yaml")}`], { ready: () => answers(`${url}/ready`) });
  return {
    url,
    push: async (records) => {
      const body = JSON.stringify({ resourceLogs: records.map(resourceLogs) });
      const response = await fetch(`${url}/otlp/v1/logs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    },
    query: async (expr, time) => {
      const parameters = new URLSearchParams({ query: expr, time: `${time}000000` });
      const { data } = await json(`${url}/loki/api/v1/query?${parameters}`);
      return asRecords(asRecord(data)["result"]).map(({ metric, value }) => ({
        labels: labelsOf(metric),
        value: Number(Array.isArray(value) ? value[1] : value),
      }));
    },
    rules: async () => {
      const { data } = await json(`${url}/prometheus/api/v1/rules`);
      return asRecords(asRecord(data)["groups"])
        .flatMap(({ rules }) => asRecords(rules))
        .map(({ name, labels }) => ({ name: String(name), labels: labelsOf(labels) }));
    },
  };
}

async function json(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return asRecord(await response.json());
}

function labelsOf(labels: unknown): Labels {
  return Object.fromEntries(Object.entries(asRecord(labels)).map(([name, value]) => [name, String(value)]));
}

function resourceLogs({ service, namespace = "shop", pod = `${service}-0`, body, time, ...record }: LogRecord): object {
  const resource = { "service.name": service, "k8s.namespace.name": namespace, "k8s.pod.name": pod };
  const logRecord = {
    timeUnixNano: `${time}000000`,
    body: { stringValue: body },
    ...(record.severityText !== undefined && { severityText: record.severityText }),
    ...(record.severityNumber !== undefined && { severityNumber: record.severityNumber }),
    attributes: attributes(record.attributes ?? {}),
  };
  return { resource: { attributes: attributes(resource) }, scopeLogs: [{ logRecords: [logRecord] }] };
}

function attributes(values: Labels): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

function lokiConfig(root: string, http: number, grpc: number): object {
  const local = "127.0.0.1";
  return {
    auth_enabled: false,
    server: {
      http_listen_address: local,
      http_listen_port: http,
      grpc_listen_address: local,
      grpc_listen_port: grpc,
      log_level: "warn",
    },
    common: {
      path_prefix: root,
      replication_factor: 1,
      instance_addr: local,
      ring: { kvstore: { store: "inmemory" } },
      storage: { filesystem: { chunks_directory: join(root, "chunks"), rules_directory: join(root, "rules") } },
    },
    ingester: { lifecycler: { min_ready_duration: "0s", final_sleep: "0s" } },
    schema_config: {
      configs: [
        {
          from: "2024-04-01",
          store: "tsdb",
          object_store: "filesystem",
          schema: "v13",
          index: { prefix: "index_", period: "24h" },
        },
      ],
    },
    limits_config: {
      discover_log_levels: true,
      otlp_config: {
        resource_attributes: {
          ignore_defaults: true,
          attributes_config: [{ action: "index_label", attributes: logLabelAttributes }],
        },
      },
    },
    ruler: {
      enable_api: true,
      rule_path: join(root, "rules-temp"),
      storage: { type: "local", local: { directory: join(root, "rules") } },
      ring: { kvstore: { store: "inmemory" } },
    },
    analytics: { reporting_enabled: false },
  };
}
