/**
 * What the catalogue says of metrics is what the real programs tell: each metric with its type and its labels. Programs that
 * `npm run tools` does not build are looked for on the PATH; where one is not there, its tests are skipped, and say so.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { nodeExporterArgs } from "../../lib/components/node-exporter/config";
import { images } from "../../lib/components/versions";
import { toYaml } from "../../lib/core";
import type { Metric } from "../../lib/signals";
import { sources } from "../../lib/signals/catalogue";
import { NOWHERE, ofABusyCollector } from "./a-busy-collector";
import { withElasticsearch } from "./an-elasticsearch";
import { listenLocally } from "./listen-locally";
import { localContainer } from "./local-container";
import { onEvents } from "./metrics-on-events";
import { otherProgram, startOther } from "./other-program";
import { answers, freePorts, start } from "./running";
import { layOut } from "./sandbox";
import { metricsAt, together, type Told } from "./told-metrics";

/** Where the catalogue and the program differ, except in what it tells only when something happens. */
function differences(metrics: readonly Metric[], told: Told, events: readonly RegExp[] = []): string[] {
  const isOnEvent = (name: string): boolean => events.some((pattern) => pattern.test(name));
  const wrong = metrics.flatMap(({ name, type, labels, open }) => {
    const found = told.get(name);
    if (!found) return isOnEvent(name) ? [] : [`${name} is not told`];
    const unknown = open ? [] : [...found.labels].filter((label) => !labels.includes(label));
    return [
      // What has no type is what it does: files of the kernel say nothing of it.
      ...(found.type === type || found.type === "untyped" ? [] : [`${name} is a ${found.type}`]),
      ...unknown.map((label) => `${name} has the label ${label}`),
    ];
  });
  // A list of exceptions that is not needed hides the next mistake.
  const needed = metrics.filter(({ name }) => !told.has(name)).map(({ name }) => name);
  const idle = events.filter((pattern) => !needed.some((name) => pattern.test(name)));
  return [...wrong, ...idle.map((pattern) => `${pattern} is not needed`)];
}

/** Where a program that may not be there and the catalogue differ. */
function withProgram(name: string, differencesOf: (path: string) => Promise<string[]>): void {
  const path = otherProgram(name);
  const isThere = path !== undefined;
  (isThere ? test : test.skip)(
    `${name}${isThere ? "" : " (skipped: it is not on the PATH)"}`,
    async () => {
      expect(await differencesOf(path ?? "")).toEqual([]);
    },
    60_000,
  );
}

withProgram("prometheus", async (path) => {
  const [port = 0] = await freePorts(1);
  const self = `127.0.0.1:${port}`;
  const root = layOut([
    ["rules.yml", toYaml({ groups: [{ name: "a", rules: [{ record: "a:b", expr: "up" }] }] })],
    ["targets.yml", "[]"],
    [
      "prometheus.yml",
      toYaml({
        global: { scrape_interval: "1s", evaluation_interval: "1s" },
        alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:1"] }] }] },
        rule_files: ["rules.yml"],
        scrape_configs: [
          { job_name: "self", static_configs: [{ targets: [self] }] },
          { job_name: "files", file_sd_configs: [{ files: ["targets.yml"] }] },
        ],
        remote_write: [{ url: NOWHERE }],
      }),
    ],
  ]);
  const features = ["--web.enable-remote-write-receiver", "--web.enable-otlp-receiver"];
  const args = [`--config.file=${join(root, "prometheus.yml")}`, `--storage.tsdb.path=${join(root, "data")}`];
  await startOther(path, [...args, `--web.listen-address=${self}`, ...features], `http://${self}/-/ready`);
  await setTimeout(7000);
  const told = await metricsAt(`http://${self}/metrics`);

  return [
    ...differences(sources.prometheus.metrics, told, onEvents.prometheus),
    ...differences(sources.runtime.metrics, told, onEvents.runtime),
  ];
});

withProgram("alertmanager", async (path) => {
  const [port = 0, cluster = 0] = await freePorts(2);
  const receivers = [{ name: "hook", webhook_configs: [{ url: NOWHERE }] }];
  const root = layOut([["alertmanager.yml", toYaml({ route: { receiver: "hook" }, receivers })]]);
  const url = `http://127.0.0.1:${port}`;
  await startOther(
    path,
    [
      `--config.file=${join(root, "alertmanager.yml")}`,
      `--storage.path=${join(root, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--cluster.listen-address=127.0.0.1:${cluster}`,
      "--enable-feature=receiver-name-in-metrics",
    ],
    `${url}/-/ready`,
  );
  await fetch(`${url}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ labels: { alertname: "a" } }]),
  });
  await setTimeout(1000);

  return differences(sources.alertmanager.metrics, await metricsAt(`${url}/metrics`), onEvents.alertmanager);
});

withProgram("node_exporter", async (path) => {
  const [port = 0] = await freePorts(1);
  const collectors = nodeExporterArgs(true).filter((arg) => /^--collector\.[a-z-]+$/.test(arg));
  await startOther(path, [`--web.listen-address=127.0.0.1:${port}`, ...collectors], `http://127.0.0.1:${port}/`);

  return differences(
    sources.nodeExporter.metrics,
    await metricsAt(`http://127.0.0.1:${port}/metrics`),
    onEvents.nodeExporter,
  );
});

withProgram("blackbox_exporter", async (path) => {
  const [port = 0] = await freePorts(1);
  const root = layOut([["blackbox.yml", toYaml({ modules: { http_2xx: { prober: "http" } } })]]);
  const url = `http://127.0.0.1:${port}`;
  await startOther(
    path,
    [`--config.file=${join(root, "blackbox.yml")}`, `--web.listen-address=127.0.0.1:${port}`],
    `${url}/-/healthy`,
  );

  return [
    ...differences(sources.blackbox.metrics, await metricsAt(`${url}/metrics`)),
    ...differences(
      sources.probes.metrics,
      await metricsAt(`${url}/probe?module=http_2xx&target=${url}/-/healthy`),
      onEvents.probes,
    ),
  ];
});

test("loki", async () => {
  const [http = 0, grpc = 0] = await freePorts(2);
  const rules = { groups: [{ name: "a", interval: "1s", rules: [{ record: "a:b", expr: "vector(1)" }] }] };
  const root = layOut([["rules/fake/a.yaml", toYaml(rules)]]);
  const object_store = { filesystem: { dir: join(root, "chunks") } };
  const schema = { from: "2024-01-01", store: "tsdb", schema: "v13", index: { prefix: "index_", period: "24h" } };
  const ring = { kvstore: { store: "inmemory" } };
  const listen = { http_listen_address: "127.0.0.1", grpc_listen_address: "127.0.0.1" };
  const config = {
    auth_enabled: false,
    server: { ...listen, http_listen_port: http, grpc_listen_port: grpc },
    frontend_worker: { frontend_address: `127.0.0.1:${grpc}` },
    common: { path_prefix: root, instance_addr: "127.0.0.1", replication_factor: 1, ring },
    storage_config: { use_thanos_objstore: true, object_store },
    schema_config: { configs: [{ ...schema, object_store: "filesystem" }] },
    compactor: { retention_enabled: true, delete_request_store: "filesystem", compaction_interval: "5s" },
    analytics: { reporting_enabled: false },
    ruler: {
      rule_path: join(root, "temporary"),
      alertmanager_url: NOWHERE,
      evaluation_interval: "1s",
      poll_interval: "2s",
      enable_api: true,
      ring,
      wal: { dir: join(root, "wal") },
      remote_write: { enabled: true, clients: { a: { url: NOWHERE } } },
    },
    ruler_storage: { backend: "local", local: { directory: join(root, "rules") } },
  };
  const file = join(layOut([["loki.yaml", toYaml(config)]]), "loki.yaml");
  const url = `http://127.0.0.1:${http}`;
  await start("loki", [`-config.file=${file}`], { ready: () => answers(`${url}/ready`) });
  const push = async (value: readonly string[]): Promise<void> => {
    const body = JSON.stringify({ streams: [{ stream: { service_name: "a" }, values: [value] }] });
    await fetch(`${url}/loki/api/v1/push`, { method: "POST", headers: { "content-type": "application/json" }, body });
  };
  await push([`${Date.now()}000000`, "a line"]);
  await push(["1500000000000000000", "an old line"]);
  await fetch(`${url}/loki/api/v1/query?query=${encodeURIComponent('sum(rate({service_name="a"}[1m]))')}`);
  await setTimeout(8000);

  expect(differences(sources.loki.metrics, await metricsAt(`${url}/metrics`), onEvents.loki)).toEqual([]);
}, 90_000);

test("jaeger", async () => {
  const { args, env, readiness, path } = localContainer("prod", "jaeger-config");
  await withElasticsearch(path("jaeger.yaml"));
  const ports = await listenLocally(path("jaeger.yaml"));
  const at = (port: number): string => `http://127.0.0.1:${ports.get(port)}`;
  await start("jaeger", args, { env, ready: () => answers(`${at(readiness?.port ?? 0)}${readiness?.path}`) });
  const span = { traceId: "5b8efff798038103d269b633813fc60c", spanId: "eee19b7ec3c1b174", name: "a", kind: 2 };
  const times = { startTimeUnixNano: "1544712660000000000", endTimeUnixNano: "1544712661000000000" };
  await fetch(`${at(4318)}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, ...times }] }] }] }),
  });
  await fetch(`${at(16686)}/api/services`);
  await setTimeout(3000);

  expect(differences(sources.jaeger.metrics, await metricsAt(`${at(8888)}/metrics`), onEvents.jaeger)).toEqual([]);
}, 90_000);

test("otelcol-k8s", async () => {
  const { args, env, readiness, path } = localContainer("prod", "collector-gateway-config");
  const ports = await listenLocally(path("collector.yaml"));
  const at = (port: number): string => `http://127.0.0.1:${ports.get(port)}`;
  await start("otelcol-k8s", args, { env, ready: () => answers(`${at(readiness?.port ?? 0)}${readiness?.path}`) });
  const idle = await metricsAt(`${at(8888)}/metrics`);

  expect(
    differences(sources.collector.metrics, together([idle, await ofABusyCollector()]), onEvents.collector),
  ).toEqual([]);
}, 90_000);

withFolder("kube-state-metrics", join("k8s.io/kube-state-metrics", `v2@${kubeStateMetricsVersion()}`, "docs/metrics"));

/** A test against the list of metrics in a program's sources, which may not be in the module cache. */
function withFolder(name: string, path: string): void {
  const folder = join(moduleCache(), path);
  const isThere = existsSync(folder);
  const files = isThere ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const listed = files.filter((file) => file.endsWith(".md")).map((file) => readFileSync(join(folder, file), "utf8"));
  (isThere ? test : test.skip)(`${name}${isThere ? "" : ` (skipped: no ${path} in the module cache)`}`, () => {
    expect(differences(sources.kubeStateMetrics.metrics, together(listed.map(documented)))).toEqual([]);
  });
}

function kubeStateMetricsVersion(): string {
  return images.kubeStateMetrics.split(":").at(-1) ?? "";
}

function moduleCache(): string {
  return spawnSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** The tables in which kube-state-metrics lists its metrics. */
function documented(text: string): Told {
  const lines = text.split("\n").map((line) =>
    line
      .replaceAll("\\|", "/")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const column = lines.find((cells) => cells[1] === "Metric name")?.findIndex((cell) => /^Labels/i.test(cell)) ?? -1;
  const rows = lines.filter(([, name = ""]) => name.startsWith("kube_"));
  return new Map(
    rows.map((cells) => {
      const [, name = "", type = ""] = cells;
      const labels = [...(cells[column] ?? "").matchAll(/`([a-z_]\w*)` *=/g)].map(([, label = ""]) => label);
      const own = labels.filter((label) => !/^(?:label|annotation)_[A-Z]/.test(label));
      return [name, { type: type.toLowerCase() === "counter" ? "counter" : "gauge", labels: new Set(own) }];
    }),
  );
}
