import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CollectorConfig, ComponentConfig, Components } from "../../lib/components/collector";
import { extensions, serviceBasics } from "../../lib/components/collector/extensions";
import { gatewayConfig } from "../../lib/components/collector/gateway/config";
import { SIZES } from "../../lib/components/collector/gateway/size";
import { metricExporter, traceExporter } from "../../lib/components/collector/gateway-exporter";
import { asRecord, asRecords, toYaml } from "../../lib/core";
import { answers, freePorts, start, type Running } from "./running";
import { afterwards, layOut } from "./sandbox";

/** A collector on this machine. */
export interface ACollector {
  /** What it says of itself: the sum of a metric's samples of one exporter. */
  counter(name: string, exporter: string): Promise<number>;
  /** The program, which changes when it is started again. */
  program(): Running;
  /** Starts it again, with its disk and its ports. */
  restart(): Promise<void>;
}

/** What stands where a Prometheus would: it keeps what it gets with OTLP. */
export interface ASink {
  /** How often each metric came, by name. */
  received(prefix: string): ReadonlyMap<string, number>;
  /** How many spans the metrics of spans tell of, over all gateways and their restarts. */
  spans(): number;
  stop(): Promise<void>;
  listen(): Promise<void>;
}

/** An agent in front of two gateways in front of two Prometheus, as in the profile `ha`. */
export interface GatewayChain {
  readonly agent: ACollector;
  readonly gateways: readonly [ACollector, ACollector];
  readonly sinks: readonly [ASink, ASink];
  /** Sends OTLP to the agent, as an SDK does. */
  send(signal: "metrics" | "traces", body: object): Promise<void>;
}

/** The exporter to the second Prometheus has the smallest queue that takes a batch, and is full soon. */
const SMALL = "otlp_http/prometheus-1";
const QUEUE = 600 * 1024;

/** Starts them all. The exporters are those that the constructs render, but for addresses and for shorter waits. */
export async function aGatewayChain(): Promise<GatewayChain> {
  const ports = await freePorts(11);
  const port = (i: number): number => ports[i] ?? 0;
  const sinks = [aSink(port(0)), aSink(port(1))] as const;
  await Promise.all(sinks.map((sink) => sink.listen()));
  const urls = [port(0), port(1)].map((number) => `http://127.0.0.1:${number}/api/v1/otlp`);
  const gateway = (name: string, grpc: number, metrics: number, health: number) =>
    aCollector(gatewayOf(urls, port(grpc)), { name, metrics: port(metrics), health: port(health) });
  const agent = agentOf([port(2), port(5)], port(8));
  const [first, second, front] = await Promise.all([
    gateway("collector-gateway-0", 2, 3, 4),
    gateway("collector-gateway-1", 5, 6, 7),
    aCollector(agent, { name: "collector-agent", metrics: port(9), health: port(10) }),
  ]);
  return {
    agent: front,
    gateways: [first, second],
    sinks,
    send: async (signal, body) => {
      const response = await fetch(`http://127.0.0.1:${port(8)}/v1/${signal}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    },
  };
}

/** The exporters of an agent, with the addresses of the gateways in place of the name that leads to them. */
function agentOf(gateways: readonly number[], http: number): CollectorConfig {
  const addresses = gateways.map((number) => `127.0.0.1:${number}`);
  const [service = ""] = addresses;
  const queue = { bytes: 2 ** 24 };
  const traces = traceExporter({ service, replicas: { hostname: "collector-gateway-headless", port: 4317 } }, queue);
  const metrics = metricExporter({ service }, queue);
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${http}` } } } },
    processors: {},
    exporters: {
      [traces.id]: { ...traces.config, resolver: { static: { hostnames: addresses } } },
      [metrics.id]: { ...metrics.config, ...quickly(metrics.config) },
    },
    extensions: extensions(""),
    service: {
      ...serviceBasics(),
      pipelines: {
        traces: { receivers: ["otlp"], processors: [], exporters: [traces.id] },
        metrics: { receivers: ["otlp"], processors: [], exporters: [metrics.id] },
      },
    },
  };
}

/** A gateway that only counts spans, and tells of them twice a second. */
function gatewayOf(prometheus: readonly string[], grpc: number): CollectorConfig {
  const config = gatewayConfig({
    name: "collector-gateway",
    namespace: "observability",
    prometheus,
    jaeger: undefined,
    sampling: SIZES.ha.sampling,
    traces: 1_000,
    queues: { traces: 2 ** 24, metrics: 2 ** 24 },
    memoryLimiter: { check_interval: "1s", limit_mib: 200 },
  });
  const json = { encoding: "json", compression: "none" };
  return {
    ...config,
    receivers: { otlp: { protocols: { grpc: { endpoint: `127.0.0.1:${grpc}` } } } },
    exporters: mapValues(
      { ...config.exporters, [SMALL]: withQueue(config.exporters[SMALL] ?? {}, QUEUE) },
      (exporter) => ({ ...exporter, ...json, ...quickly(exporter) }),
    ),
    connectors: mapValues(config.connectors ?? {}, (connector) =>
      connector["metrics_flush_interval"] === undefined ? connector : { ...connector, metrics_flush_interval: "500ms" },
    ),
  };
}

function withQueue(exporter: ComponentConfig, bytes: number): ComponentConfig {
  return { ...exporter, sending_queue: { ...asRecord(exporter["sending_queue"]), queue_size: bytes } };
}

/** With pauses between attempts that a test can wait for. */
function quickly(exporter: Readonly<Record<string, unknown>>): object {
  return {
    retry_on_failure: { ...asRecord(exporter["retry_on_failure"]), initial_interval: "500ms", max_interval: "1s" },
  };
}

async function aCollector(
  config: CollectorConfig,
  { name, metrics, health }: { readonly name: string; readonly metrics: number; readonly health: number },
): Promise<ACollector> {
  const root = layOut([]);
  const file = join(root, "collector.yaml");
  const url = `http://127.0.0.1:${health}`;
  writeFileSync(file, localYaml(config, { root, metrics, health }));
  const run = (): Promise<Running> =>
    start("otelcol-k8s", [`--config=${file}`], { env: { POD_NAME: name }, ready: () => answers(url) });
  let program = await run();
  return {
    program: () => program,
    restart: async () => {
      program = await run();
    },
    counter: async (counter, exporter) => {
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
      const lines = text.split("\n").filter((line) => line.startsWith(`${counter}{`) && line.includes(`"${exporter}"`));
      return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    },
  };
}

function localYaml(
  config: CollectorConfig,
  { root, metrics, health }: { readonly root: string; readonly metrics: number; readonly health: number },
): string {
  const { file_storage: storage, ...others } = extensions(join(root, "data"));
  const local = { ...others, health_check: { endpoint: `127.0.0.1:${health}` }, file_storage: storage ?? {} };
  const prometheus = { host: "127.0.0.1", port: metrics };
  const telemetry = { ...config.service.telemetry, metrics: { readers: [{ pull: { exporter: { prometheus } } }] } };
  return toYaml({ ...config, extensions: local, service: { ...config.service, telemetry } });
}

function mapValues(components: Components, change: (component: Components[string]) => Components[string]): Components {
  return Object.fromEntries(Object.entries(components).map(([id, component]) => [id, change(component)]));
}

function aSink(port: number): ASink {
  const counts = new Map<string, number>();
  const calls = new Map<string, number>();
  let server: Server | undefined;
  const take = (body: string): void => {
    for (const { name, resource, sum } of metricsIn(body)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (name !== "traces.span.metrics.calls") continue;
      for (const { attributes, startTimeUnixNano, asInt } of asRecords(asRecord(sum)["dataPoints"])) {
        calls.set(JSON.stringify([resource, attributes, startTimeUnixNano]), Number(asInt));
      }
    }
  };
  const sink: ASink = {
    received: (prefix) => new Map([...counts].filter(([name]) => name.startsWith(prefix))),
    spans: () => [...calls.values()].reduce((sum, value) => sum + value, 0),
    listen: async () => {
      server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          take(Buffer.concat(chunks).toString());
          response.writeHead(200, { "content-type": "application/json" }).end("{}");
        });
      }).listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    stop: async () => {
      const closing = server;
      if (closing === undefined) return;
      const closed = once(closing, "close");
      closing.close();
      closing.closeAllConnections();
      await closed;
      server = undefined;
    },
  };
  afterwards(() => sink.stop());
  return sink;
}

function metricsIn(body: string): { readonly name: string; readonly resource: unknown; readonly sum: unknown }[] {
  return asRecords(asRecord(JSON.parse(body))["resourceMetrics"]).flatMap(({ resource, scopeMetrics }) =>
    asRecords(scopeMetrics).flatMap(({ metrics }) =>
      asRecords(metrics).map(({ name, sum }) => ({ name: String(name), resource, sum })),
    ),
  );
}
