import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CollectorConfig } from "../../lib/components/collector";
import { agentConfig } from "../../lib/components/collector/agent/config";
import { LOGS, type ContainerRuntime } from "../../lib/components/collector/agent/container-logs";
import { FEATURE_GATES } from "../../lib/components/collector/agent/workload";
import { asRecord, asRecords, toYaml } from "../../lib/core";
import { logLabelAttributes, logSelector } from "../../lib/signals";
import type { ContainerLog } from "./container-log";
import { listenLocally } from "./listen-locally";
import { answers, eventually, freePorts, start } from "./running";
import { layOut } from "./sandbox";

/** The agent with its own configuration on this machine, a Loki behind it, and logs of containers to read. */
export interface LogAgent {
  /** The lines of a service that Loki has, the oldest first, when there are as many of them as expected. */
  lines(service: string, expected: number, filter?: string): Promise<readonly LogLine[]>;
  /** Sends OTLP to the agent, as an SDK does. */
  send(signal: "logs" | "traces", body: object): Promise<void>;
  /** The spans that the agent has handed on, as soon as there are some. */
  spans(): Promise<readonly object[]>;
}

export interface LogLine {
  readonly body: string;
  /** Labels of its stream and its structured metadata. */
  readonly labels: Readonly<Record<string, unknown>>;
}

/** Starts them, and returns when the agent runs. */
export async function aLogAgent(logs: readonly ContainerLog[], runtime: ContainerRuntime = "cri"): Promise<LogAgent> {
  const loki = await startLoki();
  const root = layOut([]);
  for (const log of logs) write(root, log);
  const file = join(root, "collector.yaml");
  writeFileSync(file, localConfig(root, loki, runtime));
  const ports = await listenLocally(file);
  const local = (port: number): string => `http://127.0.0.1:${ports.get(port)}`;
  const args = [`--config=${file}`, `--feature-gates=${FEATURE_GATES.join(",")}`];
  await start("otelcol-k8s", args, { env: { K8S_NODE_NAME: "node-1" }, ready: () => answers(local(13133)) });
  return {
    lines: async (service, expected, filter = "") => {
      let found: readonly LogLine[] = [];
      await eventually(15_000, async () => {
        found = await query(loki, `${logSelector("shop", service)} ${filter}`);
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
    spans: async () => {
      const spans = join(root, "spans.json");
      await eventually(15_000, () => Promise.resolve(existsSync(spans) && readFileSync(spans, "utf8") !== ""));
      return readFileSync(spans, "utf8").trim().split("\n").flatMap(spansOf);
    },
  };
}

/** Without what needs an API server and a kubelet, and with spans in a file. */
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
  const yaml = toYaml(withoutCluster(generated, join(root, "spans.json")));
  return yaml.replaceAll(LOGS, join(root, "pods")).replaceAll("/var/lib/collector", join(root, "data"));
}

function withoutCluster(config: CollectorConfig, spans: string): CollectorConfig {
  const { receivers, processors, exporters, service } = config;
  const { traces, logs, "logs/otlp": otlpLogs } = service.pipelines;
  const pipelines = { traces: traces && { ...traces, exporters: ["file"] }, logs, "logs/otlp": otlpLogs };
  const isLocal = (name: string): boolean => name !== "k8s_attributes";
  const local = Object.entries(pipelines).flatMap(([id, pipeline]) =>
    pipeline === undefined ? [] : [[id, { ...pipeline, processors: pipeline.processors.filter(isLocal) }] as const],
  );
  const { kubelet_stats: _, ...localReceivers } = receivers;
  const { k8s_attributes: _lookup, ...localProcessors } = processors;
  return {
    ...config,
    receivers: localReceivers,
    processors: localProcessors,
    exporters: { "otlp_http/loki": exporters["otlp_http/loki"] ?? {}, file: { path: spans, flush_interval: "100ms" } },
    service: { ...service, pipelines: Object.fromEntries(local) },
  };
}

function write(root: string, { service, namespace = "shop", pod = `${service}-0`, text }: ContainerLog): void {
  const directory = join(root, "pods", `${namespace}_${pod}_8c1d7b2a-5f43-4f0e-9d39-0d6c2f6b1e11`, service);
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

function spansOf(line: string): object[] {
  return asRecords(asRecord(JSON.parse(line))["resourceSpans"])
    .flatMap(({ scopeSpans }) => asRecords(scopeSpans))
    .flatMap(({ spans }) => asRecords(spans));
}
