import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CollectorConfig } from "../../lib/components/collector";
import { agentConfig } from "../../lib/components/collector/agent/config";
import { LOGS, type ContainerRuntime } from "../../lib/components/collector/agent/container-logs";
import { FEATURE_GATES } from "../../lib/components/collector/agent/workload";
import { asRecord, asRecords, toYaml } from "../../lib/core";
import { logLabelAttributes, logSelector } from "../../lib/signals";
import { anApiServer, type ListedPod } from "./an-api-server";
import type { ContainerLog } from "./container-log";
import { listenLocally } from "./listen-locally";
import { answers, eventually, freePorts, start } from "./running";
import { layOut } from "./sandbox";

/** The agent with its own configuration on this machine, a Loki behind it, and logs of containers to read. */
export interface LogAgent {
  /** The lines of a service that Loki has, the oldest first, when there are as many of them as expected. */
  lines(service: string, expected: number, filter?: string, namespace?: string): Promise<readonly LogLine[]>;
  /** Sends OTLP to the agent, as an SDK does. */
  send(signal: "logs" | "traces", body: object): Promise<void>;
  /** The spans that the agent has handed on, as soon as there are some. */
  spans(): Promise<readonly object[]>;
  /** The attributes of the resources of those spans. */
  resources(): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface LogLine {
  readonly body: string;
  /** Labels of its stream and its structured metadata. */
  readonly labels: Readonly<Record<string, unknown>>;
}

export interface LogAgentOptions {
  /** @default "cri" */
  readonly runtime?: ContainerRuntime;
  /** What the API server knows. @default - no pod */
  readonly pods?: readonly ListedPod[];
}

/** Starts them, and returns when the agent runs. */
export async function aLogAgent(
  logs: readonly ContainerLog[],
  { runtime = "cri", pods = [] }: LogAgentOptions = {},
): Promise<LogAgent> {
  const loki = await startLoki();
  const root = layOut([]);
  for (const log of logs) write(root, log);
  const file = join(root, "collector.yaml");
  writeFileSync(file, localConfig(root, loki, runtime));
  const ports = await listenLocally(file);
  const local = (port: number): string => `http://127.0.0.1:${ports.get(port)}`;
  const args = [`--config=${file}`, `--feature-gates=${FEATURE_GATES.join(",")}`];
  const env = { K8S_NODE_NAME: "node-1", KUBECONFIG: await anApiServer(pods) };
  await start("otelcol-k8s", args, { env, ready: () => answers(local(13133)) });
  return {
    lines: async (service, expected, filter = "", namespace = "shop") => {
      let found: readonly LogLine[] = [];
      await eventually(15_000, async () => {
        found = await query(loki, `${logSelector(namespace, service)} ${filter}`);
        return found.length >= expected;
      });
      return found;
    },
    send: async (signal, body) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${local(4318)}/v1/${signal}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    },
    spans: async () => (await resourceSpans(root)).flatMap(spansOf),
    resources: async () => (await resourceSpans(root)).map(attributesOf),
  };
}

/** Without what needs a kubelet, and with spans in a file. */
function localConfig(root: string, loki: string, containerRuntime: ContainerRuntime): string {
  const generated = agentConfig({
    cluster: "test",
    own: { name: "collector-agent", namespace: "observability-node" },
    loki: `${loki}/otlp`,
    gateway: { service: "gateway:4317" },
    containerRuntime,
    kubeletCertificates: "unverified",
    queues: { logs: 2 ** 24, traces: 2 ** 24, metrics: 2 ** 24 },
    memoryLimiter: { check_interval: "1s", limit_mib: 200 },
  });
  const yaml = toYaml(withoutKubelet(generated, join(root, "spans.json")));
  return yaml.replaceAll(LOGS, join(root, "pods")).replaceAll("/var/lib/collector", join(root, "data"));
}

function withoutKubelet(config: CollectorConfig, spans: string): CollectorConfig {
  const { receivers, processors, exporters, service } = config;
  const { traces, logs, "logs/otlp": otlpLogs } = service.pipelines;
  const pipelines = { traces: traces && { ...traces, exporters: ["file"] }, logs, "logs/otlp": otlpLogs };
  const local = Object.entries(pipelines).flatMap(([id, pipeline]) =>
    pipeline === undefined ? [] : [[id, pipeline] as const],
  );
  const { kubelet_stats: _, ...localReceivers } = receivers;
  return {
    ...config,
    receivers: localReceivers,
    processors: { ...processors, k8s_attributes: { ...processors["k8s_attributes"], auth_type: "kubeConfig" } },
    exporters: { "otlp_http/loki": exporters["otlp_http/loki"] ?? {}, file: { path: spans, flush_interval: "100ms" } },
    service: { ...service, pipelines: Object.fromEntries(local) },
  };
}

/** Of a pod that the API server does not know. */
const UID = "8c1d7b2a-5f43-4f0e-9d39-0d6c2f6b1e11";

function write(
  root: string,
  { service, namespace = "shop", pod = `${service}-0`, uid = UID, text }: ContainerLog,
): void {
  const directory = join(root, "pods", `${namespace}_${pod}_${uid}`, service);
  mkdirSync(directory, { recursive: true });
  appendFileSync(join(directory, "0.log"), text);
}

/** One with the labels of the stack and Loki's own limits. Returns its URL. */
async function startLoki(): Promise<string> {
  const [http = 0, grpc = 0] = await freePorts(2);
  const root = layOut([]);
  const local = "127.0.0.1";
  const listening = { http_listen_address: local, http_listen_port: http, grpc_listen_address: local };
  const ring = { kvstore: { store: "inmemory" } };
  const index = { prefix: "index_", period: "24h" };
  const storage = { filesystem: { chunks_directory: join(root, "chunks"), rules_directory: join(root, "rules") } };
  const labels = { action: "index_label", attributes: logLabelAttributes };
  const config = {
    auth_enabled: false,
    server: { ...listening, grpc_listen_port: grpc, log_level: "warn" },
    // Without this address the querier looks for one every ten seconds.
    frontend_worker: { frontend_address: `${local}:${grpc}` },
    common: { path_prefix: root, replication_factor: 1, instance_addr: local, ring, storage },
    ingester: { lifecycler: { min_ready_duration: "0s", final_sleep: "0s" } },
    schema_config: {
      configs: [{ from: "2024-04-01", store: "tsdb", object_store: "filesystem", schema: "v13", index }],
    },
    limits_config: {
      otlp_config: { resource_attributes: { ignore_defaults: true, attributes_config: [labels] } },
    },
    analytics: { reporting_enabled: false },
  };
  const url = `http://${local}:${http}`;
  const file = join(root, "loki.yaml");
  writeFileSync(file, toYaml(config));
  await start("loki", [`-config.file=${file}`], { ready: () => answers(`${url}/ready`) });
  return url;
}

async function query(url: string, expr: string): Promise<LogLine[]> {
  const parameters = new URLSearchParams({ query: expr, limit: "1000", direction: "forward", since: "1h" });
  const response = await fetch(`${url}/loki/api/v1/query_range?${parameters}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(`${expr}: ${response.status} ${answer}`);
  const streams = asRecords(asRecord(asRecord(JSON.parse(answer))["data"])["result"]);
  return streams
    .flatMap(({ stream, values }) =>
      (Array.isArray(values) ? values : []).map((value: unknown) => {
        const [time, body] = Array.isArray(value) ? value.map(String) : [];
        return { time: time ?? "0", body: body ?? "", labels: asRecord(stream) };
      }),
    )
    .toSorted((a, b) => Number(BigInt(a.time) - BigInt(b.time)))
    .map(({ body, labels }) => ({ body, labels }));
}

/** What the agent has handed on, as soon as there is something. */
async function resourceSpans(root: string): Promise<Record<string, unknown>[]> {
  const file = join(root, "spans.json");
  await eventually(15_000, () => Promise.resolve(existsSync(file) && readFileSync(file, "utf8") !== ""));
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.flatMap((line) => asRecords(asRecord(JSON.parse(line))["resourceSpans"]));
}

function spansOf({ scopeSpans }: Readonly<Record<string, unknown>>): object[] {
  return asRecords(scopeSpans).flatMap(({ spans }) => asRecords(spans));
}

function attributesOf({ resource }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const attributes = asRecords(asRecord(resource)["attributes"]);
  return Object.fromEntries(attributes.map(({ key, value }) => [String(key), asRecord(value)["stringValue"]]));
}
