import { serviceGraph, spanMetrics } from "../../../signals";
import type { CollectorConfig, ComponentConfig, Components } from "../collector-config";
import { extensions, serviceBasics } from "../extensions";
import { grpcTarget } from "../grpc-target";
import { ports } from "../pod";
import { diskQueue } from "../queue";
import { prometheusParts } from "./prometheus";
import { tailSampling, type TailSampling } from "./sampling";
import type { QueueShares } from "./size";

/** Where the pod keeps its queues. */
export const DATA_DIRECTORY = "/var/lib/collector";

/** What the configuration depends on. */
export interface GatewayConfigInput {
  readonly namespace: string;
  readonly name: string;
  /** OTLP endpoints of Prometheus over HTTP, one for each replica. */
  readonly prometheus: readonly string[];
  /** Jaeger as `host:port`, or undefined for metrics of spans alone. */
  readonly jaeger: string | undefined;
  readonly sampling: Required<TailSampling>;
  /** How many traces may wait for their judgement at once. */
  readonly traces: number;
  readonly queues: QueueShares;
  /** The configuration of the processor `memory_limiter`. */
  readonly memoryLimiter: ComponentConfig;
}

/** `collector.yaml` of the gateway. */
export function gatewayConfig(input: GatewayConfigInput): CollectorConfig {
  const hasTraces = input.jaeger !== undefined;
  const prometheus = prometheusParts(input.prometheus, input.queues.metrics);
  const { targets } = prometheus;
  return {
    receivers: { otlp: { protocols: { grpc: otlpGrpc() } } },
    processors: {
      memory_limiter: input.memoryLimiter,
      "transform/spans": spanMetricsIdentity(),
      "resource/graph": graphIdentity(input),
      ...(hasTraces && { tail_sampling: tailSampling(input.sampling, input.traces) }),
      ...prometheus.processors,
    },
    exporters: { ...jaegerExporter(input), ...prometheus.exporters },
    connectors: {
      span_metrics: spanMetricsConnector(),
      service_graph: serviceGraphConnector(input.traces),
      ...(hasTraces && { forward: {} }),
      ...prometheus.connectors,
    },
    extensions: extensions(DATA_DIRECTORY),
    service: {
      ...serviceBasics(),
      pipelines: {
        "traces/in": {
          receivers: ["otlp"],
          processors: ["memory_limiter"],
          exporters: ["span_metrics", "service_graph", ...(hasTraces ? ["forward"] : [])],
        },
        ...(hasTraces && {
          "traces/out": { receivers: ["forward"], processors: ["tail_sampling"], exporters: [JAEGER] },
        }),
        metrics: { receivers: ["otlp"], processors: ["memory_limiter"], exporters: targets },
        "metrics/spans": { receivers: ["span_metrics"], processors: ["transform/spans"], exporters: targets },
        "metrics/graph": { receivers: ["service_graph"], processors: ["resource/graph"], exporters: targets },
        ...prometheus.pipelines,
      },
    },
  };
}

const JAEGER = "otlp_grpc/jaeger";

function otlpGrpc(): ComponentConfig {
  return {
    endpoint: `0.0.0.0:${ports.otlpGrpc}`,
    // Agents send what had piled up in larger messages than the 4 MiB that gRPC takes by default.
    max_recv_msg_size_mib: 16,
    // Connections end after a while, so that those of a Service spread again when a replica has come back.
    keepalive: { server_parameters: { max_connection_age: "5m", max_connection_age_grace: "30s" } },
  };
}

function jaegerExporter({ jaeger, queues }: GatewayConfigInput): Components {
  if (jaeger === undefined) return {};
  // It answers when its storage has taken a batch, which after an outage takes longer than the default of five seconds.
  const config = { ...grpcTarget(jaeger), timeout: "30s", ...diskQueue({ bytes: queues.traces }) };
  return { [JAEGER]: config };
}

function spanMetricsConnector(): ComponentConfig {
  return {
    namespace: spanMetrics.namespace,
    histogram: { unit: spanMetrics.unit, explicit: { buckets: spanMetrics.buckets } },
    dimensions: spanMetrics.dimensions.map((name) => ({ name })),
    // The instance of the series says it already.
    exclude_dimensions: ["collector.instance.id"],
    // One counter for a service, not one for each of its pods, which come and go.
    resource_metrics_key_attributes: ["service.name", "service.namespace"],
    // How many services are counted at once: of those beyond, the ones longest silent begin anew.
    resource_metrics_cache_size: 10_000,
    exemplars: { enabled: true, max_per_data_point: 5 },
    // For each service, of which most have some dozens. One that puts ids into the names of its spans ends in one series of
    // "everything else", not in an outage; a combination is a histogram, which is seventeen series.
    aggregation_cardinality_limit: 300,
    metrics_flush_interval: "15s",
    // Long enough for what happens seldom: a counter that begins anew each time never shows a rate.
    metrics_expiration: "1h",
    series_expiration: "1h",
  };
}

function serviceGraphConnector(traces: number): ComponentConfig {
  return {
    latency_histogram_buckets: spanMetrics.buckets,
    dimensions: serviceGraph.dimensions,
    // The two spans of a call come from two agents: each up to some seconds after the call. A trace has at least one
    // call that waits the whole time, that of the user, of whom no span will come; and it waits longer than the trace.
    store: { ttl: "15s", max_items: 3 * traces },
    metrics_flush_interval: "15s",
    // A call that nobody tells of on the other side goes to a node that is named after what the caller knows of it.
    virtual_node_peer_attributes: serviceGraph.peerAttributes,
    database_name_attributes: serviceGraph.databaseAttributes,
  };
}

/**
 * The metrics of a service's spans belong to the service, and this gateway writes them: nothing else stays of the resource,
 * which is that of whichever pod sent the first span. Prometheus then has one series for each writer, and takes the rest of
 * the resource for no `target_info`, of which there would be two for one service.
 */
function spanMetricsIdentity(): ComponentConfig {
  const statements = [
    'keep_keys(resource.attributes, ["service.name", "service.namespace"])',
    `set(resource.attributes["service.instance.id"], "${INSTANCE}")`,
  ];
  return { error_mode: "propagate", metric_statements: statements };
}

/** The graph is between services and belongs to none: its series are the gateway's. */
function graphIdentity({ name, namespace }: GatewayConfigInput): ComponentConfig {
  const identity = { "service.name": name, "service.namespace": namespace, "service.instance.id": INSTANCE };
  return { attributes: Object.entries(identity).map(([key, value]) => ({ key, value, action: "upsert" })) };
}

/** The collector puts the pod's name here. */
const INSTANCE = "${env:POD_NAME}";
