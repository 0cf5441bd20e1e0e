import type { Duration } from "../../core";
import { spanMetrics } from "../../signals";
import type { JaegerConfig, Listener, MetricBackend } from "./jaeger-config";
import { samplingConfig, type RemoteSampling } from "./sampling";
import { isElasticsearch, traceBackend, type TraceStorage } from "./storage";

/** Where Jaeger listens. */
export const ports = {
  otlpGrpc: 4317,
  otlpHttp: 4318,
  /** The interface, and the API that Grafana reads. */
  http: 16686,
  queryGrpc: 16685,
  samplingHttp: 5778,
  samplingGrpc: 5779,
  metrics: 8888,
  health: 13133,
} as const;

/** The ConfigMap, and its keys beside the one of the shares of services. */
export const CONFIG_MAP = "jaeger-config";
export const CONFIG_KEY = "jaeger.yaml";
export const UI_KEY = "ui.json";

/** Where the container has the files of the ConfigMap. */
export const CONFIG_DIRECTORY = "/etc/jaeger";

export interface ConfigInput {
  readonly storage: TraceStorage;
  readonly retention: Duration;
  /** The most that memory has room for, where traces are kept there. */
  readonly maxTraces: number;
  /** The MiB that Go's heap may take. */
  readonly heapMebibytes: number;
  readonly basePath: string;
  readonly sampling: RemoteSampling;
  readonly prometheus: string | undefined;
}

/** The names of storages within the configuration. */
const TRACES = "traces";
const SPAN_METRICS = "span_metrics";

/** `jaeger.yaml`. */
export function jaegerConfig(input: ConfigInput): JaegerConfig {
  const traceProcessors = processors(input);
  return {
    extensions: extensions(input),
    receivers: {
      otlp: {
        protocols: {
          // A large trace comes in one message, and what is too large is refused for good: 4 MiB, if left to itself.
          grpc: { ...listener(ports.otlpGrpc), max_recv_msg_size_mib: 16 },
          http: listener(ports.otlpHttp),
        },
      },
    },
    processors: traceProcessors,
    exporters: { jaeger_storage_exporter: { trace_storage: TRACES } },
    service: {
      extensions: ["jaeger_storage", "jaeger_query", "remote_sampling", "healthcheckv2"],
      // Whoever sends is told yes when the spans are stored. With the processor `batch` it would be told so before, and
      // a kill would lose what is in the batch. See docs/adr/0010-jaeger-storage.md.
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: Object.keys(traceProcessors),
          exporters: ["jaeger_storage_exporter"],
        },
      },
      telemetry: {
        resource: { "service.name": "jaeger" },
        metrics: {
          // `detailed` would add histograms for each name by which somebody calls it.
          level: "normal",
          readers: [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: ports.metrics } } } }],
        },
        logs: { encoding: "json" },
      },
    },
  };
}

function extensions(input: ConfigInput): JaegerConfig["extensions"] {
  const { storage, retention, maxTraces, sampling, prometheus, basePath } = input;
  return {
    healthcheckv2: { use_v2: true, http: listener(ports.health) },
    jaeger_storage: {
      backends: {
        [TRACES]: traceBackend(storage, retention, maxTraces),
      },
      ...(prometheus !== undefined && { metric_backends: { [SPAN_METRICS]: metricBackend(prometheus) } }),
    },
    jaeger_query: {
      base_path: basePath,
      // Left to itself it would send itself a trace of each query, and each look at a page would fill the storage.
      enable_tracing: false,
      storage: { traces: TRACES, ...(prometheus !== undefined && { metrics: SPAN_METRICS }) },
      ui: { config_file: `${CONFIG_DIRECTORY}/${UI_KEY}` },
      http: listener(ports.http),
      grpc: listener(ports.queryGrpc),
    },
    remote_sampling: {
      ...samplingConfig(sampling, CONFIG_DIRECTORY),
      http: listener(ports.samplingHttp),
      grpc: listener(ports.samplingGrpc),
    },
  };
}

/** What spans run through on their way: nothing that would say yes before they are stored. */
function processors({ storage, heapMebibytes }: ConfigInput): JaegerConfig["processors"] {
  // With badger most of the memory is a cache, which is not freed by refusing spans.
  if (!isElasticsearch(storage)) return {};
  // While Elasticsearch does not answer, what is sent waits in memory, and is sent again.
  const memory_limiter = {
    check_interval: "1s",
    limit_mib: heapMebibytes,
    spike_limit_mib: Math.floor(heapMebibytes / 5),
  };
  return { memory_limiter };
}

/**
 * Where the Monitor page asks, and for which series: `<namespace>_calls_total` and `<namespace>_duration_seconds_bucket`.
 * Left to itself it asks for names without `_total` and unit, which are in no Prometheus.
 */
function metricBackend(endpoint: string): MetricBackend {
  return {
    prometheus: {
      endpoint,
      metric_namespace: spanMetrics.prometheusNamespace,
      normalize_calls: true,
      normalize_duration: true,
      latency_unit: spanMetrics.unit,
    },
  };
}

function listener(port: number): Listener {
  return { endpoint: `0.0.0.0:${port}` };
}
