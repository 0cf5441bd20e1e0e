import type { JaegerProps } from "../../../lib/components/jaeger";
import { asRecord } from "../../../lib/core";
import { spanMetrics } from "../../../lib/signals";
import { at, fileOf } from "../a-stack";
import { anElasticsearch, configOf, jaegerObjects } from "./a-jaeger";

const prometheus = "http://prometheus.observability.svc:9090";

function backendOf(props: Partial<JaegerProps>): unknown {
  return at(configOf(props), "extensions", "jaeger_storage", "backends", "traces");
}

test("says yes to a sender when the spans are stored, and not before", () => {
  const config = configOf();

  const traces = { receivers: ["otlp"], processors: [], exporters: ["jaeger_storage_exporter"] };
  expect(at(config, "service", "pipelines")).toEqual({ traces });
  // Without a queue of its own.
  expect(at(config, "exporters")).toEqual({ jaeger_storage_exporter: { trace_storage: "traces" } });
});

test("refuses what would not fit into its memory while Elasticsearch does not answer", () => {
  const config = configOf({ storage: anElasticsearch(), resources: { cpu: "1", memory: "1Gi" } });

  expect(at(config, "service", "pipelines", "traces", "processors")).toEqual(["memory_limiter"]);
  expect(at(config, "processors")).toEqual({
    memory_limiter: { check_interval: "1s", limit_mib: 819, spike_limit_mib: 163 },
  });
});

test("keeps traces in badger on the disk, for as long as it is told", () => {
  expect(backendOf({ retention: "3d" })).toEqual({
    badger: {
      ephemeral: false,
      directories: { keys: "/badger/keys", values: "/badger/values" },
      ttl: { spans: "72h" },
      maintenance_interval: "5m",
    },
  });
});

test("keeps traces in memory only where it is told so, and no more than it has room for", () => {
  const props = { profile: "dev", storage: "memory", resources: { cpu: "1", memory: "1Gi" } } as const;

  expect(backendOf(props)).toEqual({ memory: { max_traces: 13_107 } });
  expect(backendOf({ profile: "dev" })).toHaveProperty("badger");
});

test("keeps traces in Elasticsearch, and finds what it has", () => {
  const storage = anElasticsearch({ urls: ["https://a:9200", "https://b:9200"], indexPrefix: "prod", shards: 3 });

  expect(backendOf({ storage, retention: "14d" })).toEqual({
    elasticsearch: {
      server_urls: ["https://a:9200", "https://b:9200"],
      indices: {
        index_prefix: "prod",
        spans: { shards: 3, replicas: 1 },
        services: { shards: 1, replicas: 1 },
        dependencies: { shards: 1, replicas: 1 },
      },
      max_span_age: "336h",
    },
  });
});

test("calls OpenSearch by its name", () => {
  expect(backendOf({ storage: anElasticsearch({ kind: "opensearch" }) })).toHaveProperty("opensearch.server_urls");
});

test("has passwords and certificates from files, and the name of the user from the environment", () => {
  const user = { secret: "jaeger-elasticsearch", key: "username" };
  const password = { secret: "jaeger-elasticsearch", key: "password" };
  const storage = anElasticsearch({
    credentials: { username: user, password },
    ca: { configMap: "search-ca", key: "ca.pem" },
  });

  expect(backendOf({ storage })).toMatchObject({
    elasticsearch: {
      auth: {
        basic: {
          username: "${env:ELASTICSEARCH_USERNAME}",
          password_file: "/etc/jaeger-elasticsearch/password",
          reload_interval: "10s",
        },
      },
      tls: { ca_file: "/etc/jaeger-elasticsearch/ca.crt" },
    },
  });
});

test("asks Prometheus for the series that the collector makes", () => {
  const config = configOf({ prometheus });

  const backend = asRecord(at(config, "extensions", "jaeger_storage", "metric_backends", "span_metrics", "prometheus"));
  expect(backend).toMatchObject({ endpoint: prometheus, latency_unit: "ms" });
  // How Jaeger puts the names together: internal/storage/metricstore/prometheus/metricstore/reader.go.
  const namespace = String(backend["metric_namespace"]);
  const unit = { s: "seconds", ms: "milliseconds" }[String(backend["latency_unit"])];
  expect(`${namespace}_calls${backend["normalize_calls"] === true ? "_total" : ""}`).toBe(spanMetrics.calls);
  expect(`${namespace}_duration${backend["normalize_duration"] === true ? `_${unit}` : ""}`).toBe(spanMetrics.duration);
  expect(at(config, "extensions", "jaeger_query", "storage")).toEqual({ traces: "traces", metrics: "span_metrics" });
});

test("without Prometheus, asks nobody", () => {
  const config = configOf();

  expect(at(config, "extensions", "jaeger_storage", "metric_backends")).toBeUndefined();
  expect(at(config, "extensions", "jaeger_query", "storage")).toEqual({ traces: "traces" });
});

test.each([
  [{ prometheus }, { monitor: { menuEnabled: true }, dependencies: { menuEnabled: true } }],
  [{}, { monitor: { menuEnabled: false }, dependencies: { menuEnabled: true } }],
  [
    { prometheus, storage: anElasticsearch() },
    { monitor: { menuEnabled: true }, dependencies: { menuEnabled: false } },
  ],
])("with %j, has pages for what there is to show", (props, pages) => {
  expect(fileOf(jaegerObjects(props), "jaeger-config", "ui.json")).toMatchObject(pages);
});

test("leaves the choice of traces to the gateway, unless it is told a share", () => {
  const [all, some] = [{}, { sampling: { share: "2.5%" } } as const].map(configOf);

  expect(at(all, "extensions", "remote_sampling", "file")).toEqual({ default_sampling_probability: 1 });
  expect(at(some, "extensions", "remote_sampling", "file")).toEqual({ default_sampling_probability: 0.025 });
});

test("ships the shares of services in a file that is read again", () => {
  const objects = jaegerObjects({ sampling: { share: "100%", services: { search: "5%", checkout: "50%" } } });

  const config = fileOf(objects, "jaeger-config", "jaeger.yaml");
  expect(at(config, "extensions", "remote_sampling", "file")).toEqual({
    path: "/etc/jaeger/sampling.json",
    reload_interval: "10s",
    default_sampling_probability: 1,
  });
  expect(fileOf(objects, "jaeger-config", "sampling.json")).toEqual({
    default_strategy: { type: "probabilistic", param: 1 },
    service_strategies: [
      { service: "checkout", type: "probabilistic", param: 0.5 },
      { service: "search", type: "probabilistic", param: 0.05 },
    ],
  });
});

test("listens for everybody, at the ports that the world knows", () => {
  const config = configOf();

  const endpoints = [
    at(config, "receivers", "otlp", "protocols", "grpc"),
    at(config, "receivers", "otlp", "protocols", "http"),
    at(config, "extensions", "jaeger_query", "http"),
    at(config, "extensions", "jaeger_query", "grpc"),
    at(config, "extensions", "remote_sampling", "http"),
    at(config, "extensions", "remote_sampling", "grpc"),
    at(config, "extensions", "healthcheckv2", "http"),
  ].map((listener) => at(listener, "endpoint"));
  const known = [4317, 4318, 16686, 16685, 5778, 5779, 13133];
  expect(endpoints).toEqual(known.map((port) => `0.0.0.0:${port}`));
});

test("stores no traces of its own queries", () => {
  expect(at(configOf(), "extensions", "jaeger_query", "enable_tracing")).toBe(false);
});
