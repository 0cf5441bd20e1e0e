import type { SamplingConfig } from "./sampling";
import type { TraceBackend } from "./storage";

/**
 * `jaeger.yaml`, as far as we write it: the configuration of an OpenTelemetry Collector with the components of Jaeger.
 * @see https://www.jaegertracing.io/docs/2.13/deployment/configuration/
 */
export interface JaegerConfig {
  readonly extensions: {
    readonly healthcheckv2: { readonly use_v2: true; readonly http: Listener };
    readonly jaeger_storage: {
      readonly backends: Readonly<Record<string, TraceBackend>>;
      readonly metric_backends?: Readonly<Record<string, MetricBackend>>;
    };
    readonly jaeger_query: {
      readonly base_path: string;
      readonly enable_tracing: false;
      readonly storage: { readonly traces: string; readonly metrics?: string };
      readonly ui: { readonly config_file: string };
      readonly http: Listener;
      readonly grpc: Listener;
    };
    readonly remote_sampling: SamplingConfig & { readonly http: Listener; readonly grpc: Listener };
  };
  readonly receivers: {
    readonly otlp: {
      readonly protocols: {
        readonly grpc: Listener & { readonly max_recv_msg_size_mib: number };
        readonly http: Listener;
      };
    };
  };
  readonly processors: Readonly<Record<string, object>>;
  readonly exporters: { readonly jaeger_storage_exporter: { readonly trace_storage: string } };
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: { readonly traces: TracePipeline };
    readonly telemetry: {
      readonly resource: Readonly<Record<string, string>>;
      readonly metrics: { readonly level: "normal"; readonly readers: readonly object[] };
      readonly logs: { readonly encoding: "json" };
    };
  };
}

export interface Listener {
  readonly endpoint: string;
}

export interface MetricBackend {
  readonly prometheus: {
    readonly endpoint: string;
    readonly metric_namespace: string;
    readonly normalize_calls: boolean;
    readonly normalize_duration: boolean;
    readonly latency_unit: "ms" | "s";
  };
}

export interface TracePipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}
