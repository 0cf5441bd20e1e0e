import type { Metric } from "../../../signals";
import type { Labels } from "../../sources";
import type { Teller } from "./teller";

/** The combinations of a metric's own labels that a teller has series for: a handful at the most. */
export function combinationsOf(metric: Metric, teller: Teller): readonly Labels[] {
  const special = SPECIAL.find(({ of }) => of.test(metric.name))?.rows(metric, teller);
  if (special) return distinct(special.map((row) => pick(row, metric)));
  const labels = metric.labels.filter((label) => !(metric.optional ?? []).includes(label) || label in VALUES);
  const values = labels.map((label) => [label, valuesOf(label, metric, teller)] as const);
  const count = Math.min(MOST, Math.max(1, ...values.map(([, all]) => all.length)));
  // Side by side and not each with each, which would be far too many.
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(values.map(([label, all]) => [label, all[index % all.length] ?? ""])),
  );
}

const MOST = 8;

function valuesOf(label: string, metric: Metric, { program, labels, ruleGroups = [] }: Teller): readonly string[] {
  if (label === "rule_group" && ruleGroups.length > 0) return ruleGroups;
  if (label === "version") return [labels["version"] ?? "1.0.0"];
  return metric.values?.[label] ?? VALUES[label] ?? [program];
}

/** Values of labels, wherever they stand. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  branch: ["HEAD"],
  goarch: ["amd64"],
  goos: ["linux"],
  goversion: ["go1.26.1"],
  revision: ["a1b2c3d4"],
  tags: ["netgo"],
  code: ["200", "503"],
  status_code: ["200", "500"],
  method: ["GET", "POST"],
  handler: ["/api/v1/query_range", "/api/v1/query", "/-/ready", "/metrics"],
  route: ["loki_api_v1_query_range", "loki_api_v1_push"],
  state: ["active", "suppressed", "unprocessed", "expired", "pending"],
  status: ["firing", "resolved"],
  integration: ["webhook"],
  receiver_name: ["chat"],
  reason: ["rate_limited", "line_too_long"],
  slice: ["inner_eval", "prepare_time", "queue_time", "result_sort"],
  device: ["nvme0n1", "eth0"],
  mountpoint: ["/"],
  fstype: ["ext4"],
  cpu: ["0", "1"],
  mode: ["user", "system"],
  collector: ["cpu", "filesystem", "meminfo", "netdev"],
  scrape_job: ["pods", "kubelet", "cadvisor", "apiserver"],
  interval: ["30s"],
  config: ["pods", "kubelet"],
  role: ["pod", "node", "service"],
  event: ["add", "update", "delete"],
  alertmanager: ["http://alertmanager.observability.svc:9093/api/v2/alerts"],
  format: ["otlp"],
  tenant: ["fake"],
  verb: ["GET", "LIST", "WATCH", "PATCH"],
  resource: ["pods", "nodes", "deployments", "configmaps"],
  request_kind: ["mutating", "readOnly"],
  operation_type: ["create_container", "pull_image"],
  phase: ["connect", "processing", "resolve", "tls", "transfer"],
  receiver: ["otlp"],
  transport: ["grpc", "http"],
  processor: ["memory_limiter"],
  otel_signal: ["traces", "metrics", "logs"],
  datasource_type: ["prometheus", "loki", "jaeger"],
  datasource: ["Prometheus", "Loki", "Jaeger"],
  quantile: ["0.99"],
};

interface Special {
  readonly of: RegExp;
  /** Undefined where the usual way will do. */
  readonly rows: (metric: Metric, teller: Teller) => readonly Labels[] | undefined;
}

const AGENT = "collector-agent";

/** What each kind of collector sends, and where to. */
const EXPORTS: Readonly<Record<string, readonly (readonly [exporter: string, signal: string])[]>> = {
  [AGENT]: [
    ["otlp_grpc/gateway", "traces"],
    ["otlp_grpc/gateway", "metrics"],
    ["otlp_http/loki", "logs"],
  ],
  "collector-gateway": [
    ["otlp_grpc/jaeger", "traces"],
    ["otlp_http/prometheus-0", "metrics"],
  ],
};

const SIGNAL_OF: Readonly<Record<string, string>> = { spans: "traces", metric_points: "metrics", log_records: "logs" };

const SPECIAL: readonly Special[] = [
  { of: /^node_disk_/, rows: () => [{ device: "nvme0n1" }] },
  { of: /^node_network_/, rows: () => [{ device: "eth0" }] },
  {
    of: /^otelcol_exporter_.*_(spans|metric_points|log_records)$/,
    rows: ({ name }, { program }) =>
      EXPORTS[program]?.filter(([, signal]) => signal === signalOf(name)).map(([exporter]) => ({ exporter })),
  },
  {
    of: /^otelcol_exporter_/,
    rows: (_metric, { program }) => EXPORTS[program]?.map(([exporter, data_type]) => ({ exporter, data_type })),
  },
  {
    of: /^otelcol_receiver_.*_(spans|metric_points|log_records)$/,
    rows: ({ name }, { program }) => {
      const otlp = ["grpc", "http"].map((transport) => ({ receiver: "otlp", transport }));
      const signal = signalOf(name);
      if (program !== AGENT) return signal === "logs" ? [] : otlp.slice(0, 1);
      if (signal === "metrics") return [...otlp, { receiver: "kubelet_stats" }];
      return signal === "logs" ? [...otlp.slice(1), { receiver: "file_log" }] : otlp;
    },
  },
  {
    of: /^otelcol_processor_tail_sampling|^otelcol_connector_/,
    rows: ({ name }, { program }) => {
      if (program === AGENT) return [];
      if (name.endsWith("global_count_traces_sampled")) return SAMPLED;
      return name.endsWith("_sampled")
        ? ["errors", "server-errors", "slow", "share"].flatMap((policy) => SAMPLED.map((row) => ({ policy, ...row })))
        : name.endsWith("cache_decision")
          ? SAMPLED
          : [{ policy: "share" }];
    },
  },
  { of: /^otelcol_fileconsumer_/, rows: (_metric, { program }) => (program === AGENT ? [{}] : []) },
  { of: /^otelcol_loadbalancer_/, rows: () => [] },
  {
    of: /^loki_request_duration_seconds/,
    rows: () =>
      [
        ["GET", "loki_api_v1_query_range"],
        ["GET", "loki_api_v1_query"],
        ["GET", "loki_api_v1_labels"],
        ["POST", "otlp_v1_logs"],
      ].map(([method = "", route = ""]) => ({
        method,
        route,
        status_code: route === "otlp_v1_logs" ? "204" : "200",
        ws: "false",
      })),
  },
  { of: /^jaeger_storage_badger/, rows: () => [{ kind: "badger", name: "traces", role: "tracestore" }] },
  {
    of: /^jaeger_storage_/,
    rows: () =>
      [
        ["tracestore", "get_services"],
        ["tracestore", "find_traces"],
        ["tracestore", "get_trace"],
        ["tracestore", "write_trace"],
        ["metricstore", "get_call_rates"],
      ].flatMap(([role = "", operation = ""]) =>
        ["ok", "err"].map((result) => ({ kind: "badger", name: "traces", role, operation, result })),
      ),
  },
  {
    of: /^grafana_http_request_duration_seconds/,
    rows: () =>
      ["/api/ds/query", "/api/dashboards/uid/:uid", "/d/:uid/:slug", "/api/search"].flatMap((handler) =>
        ["200", "500"].map((status_code) => ({
          handler,
          status_code,
          method: handler === "/api/ds/query" ? "POST" : "GET",
        })),
      ),
  },
  { of: /^alertmanager_alerts$/, rows: () => ["active", "suppressed", "unprocessed"].map((state) => ({ state })) },
  { of: /^alertmanager_silences$/, rows: () => ["active", "expired", "pending"].map((state) => ({ state })) },
  {
    of: /^node_filesystem_/,
    rows: () => [{ device: "/dev/nvme0n1p1", device_error: "", fstype: "ext4", mountpoint: "/" }],
  },
];

const SAMPLED: readonly Labels[] = [
  { sampled: "true", decision: "sampled" },
  { sampled: "false", decision: "not_sampled" },
];

function signalOf(name: string): string | undefined {
  const match = /_(spans|metric_points|log_records)$/.exec(name);
  return SIGNAL_OF[match?.[1] ?? ""];
}

/** Those of a row's labels that the metric has. */
function pick(row: Labels, { labels, open }: Metric): Labels {
  return Object.fromEntries(Object.entries(row).filter(([label]) => open === true || labels.includes(label)));
}

/** Rows differ in labels that not every metric has. */
function distinct(rows: readonly Labels[]): readonly Labels[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}
