import type { CollectorConfig } from "../../../lib/components/collector/collector-config";
import { aCollector, aPipeline, exportingTraces, problemsOfConfig, withProcessor } from "./a-collector";

const forwarding = { receivers: ["forward"], processors: [], exporters: ["debug"] };
const metrics = { receivers: ["span_metrics"], processors: [], exporters: ["debug"] };
const gateway = {
  service: "collector-gateway.observability.svc:4317",
  replicas: { hostname: "collector-gateway-headless.observability.svc", port: 4317 },
} as const;
const pauses = { initial_interval: "5s", multiplier: 1.5, max_interval: "30s" };
const retry = { retry_on_failure: { enabled: true, ...pauses }, sending_queue: { enabled: true } };
const toGateway = { ...retry, resolver: { dns: { hostname: gateway.replicas.hostname } } };

function spanMetricsAfter(processor: string): CollectorConfig {
  return aCollector({
    processors: { [processor]: {} },
    connectors: { span_metrics: {} },
    pipelines: {
      traces: aPipeline({ processors: ["memory_limiter", processor], exporters: ["span_metrics"] }),
      metrics,
    },
  });
}

/** Spans go through the sampling and one connector after another before they are counted. */
function spanMetricsFarBehind(sampler: string): CollectorConfig {
  return aCollector({
    processors: { [sampler]: {} },
    connectors: { forward: {}, "forward/again": {}, service_graph: {} },
    pipelines: {
      traces: aPipeline({ processors: ["memory_limiter", sampler], exporters: ["forward"] }),
      "traces/between": { receivers: ["forward"], processors: [], exporters: ["forward/again"] },
      "traces/late": { receivers: ["forward/again"], processors: [], exporters: ["service_graph"] },
      metrics: { ...metrics, receivers: ["service_graph"] },
    },
  });
}

test.each<[string, CollectorConfig, string]>([
  [
    "span metrics after the sampling of their own pipeline",
    spanMetricsAfter("tail_sampling"),
    'config.service.pipelines.traces.exporters ["span_metrics"]: expected connectors that see all spans, but tail_sampling of the pipeline traces has dropped some before; export to them before the sampling, and hand on to the sampling with the connector forward',
  ],
  [
    "a service graph behind connectors behind a sampling",
    spanMetricsFarBehind("probabilistic_sampler/tenth"),
    'config.service.pipelines.traces/late.exporters ["service_graph"]: expected connectors that see all spans, but probabilistic_sampler/tenth of the pipeline traces has dropped some before; export to them before the sampling, and hand on to the sampling with the connector forward',
  ],
  [
    "dimensions that are there without saying",
    aCollector({
      connectors: { span_metrics: { dimensions: [{ name: "http.route" }, { name: "span.kind" }] } },
      pipelines: { traces: aPipeline({ exporters: ["span_metrics"] }), metrics },
    }),
    'config.connectors.span_metrics.dimensions ["span.kind"]: expected each dimension once, and none of service.name, span.name, span.kind, status.code, collector.instance.id, which are there without saying; take it out',
  ],
  [
    "dimensions of the histogram twice",
    aCollector({
      connectors: { span_metrics: { histogram: { dimensions: [{ name: "db" }, { name: "db" }] } } },
      pipelines: { traces: aPipeline({ exporters: ["span_metrics"] }), metrics },
    }),
    'config.connectors.span_metrics.histogram.dimensions ["db"]: expected each dimension once, and none of service.name, span.name, span.kind, status.code, collector.instance.id, which are there without saying; take it out',
  ],
])("refuses %s", (_, config, problem) => {
  expect(problemsOfConfig(config)).toEqual([problem]);
});

test("counts spans before the sampling", () => {
  const config = aCollector({
    processors: { tail_sampling: {} },
    connectors: { span_metrics: {}, forward: {} },
    pipelines: {
      traces: aPipeline({ exporters: ["span_metrics", "forward"] }),
      "traces/out": { ...forwarding, processors: ["tail_sampling"] },
      metrics,
    },
  });

  expect(problemsOfConfig(config)).toEqual([]);
});

test("ends although connectors lead in a circle", () => {
  const config = aCollector({
    connectors: { forward: {}, span_metrics: {} },
    pipelines: {
      traces: aPipeline({ exporters: ["forward"] }),
      "traces/circle": { receivers: ["forward"], processors: [], exporters: ["forward", "span_metrics"] },
      metrics,
    },
  });

  expect(problemsOfConfig(config)).toEqual([]);
});

test.each<[string, CollectorConfig]>([
  ["tail_sampling", withProcessor("tail_sampling")],
  ["groupbytrace", withProcessor("groupbytrace")],
  [
    "span_metrics",
    aCollector({
      connectors: { span_metrics: {} },
      pipelines: { traces: aPipeline({ exporters: ["span_metrics"] }), metrics },
    }),
  ],
])("refuses %s where spans of a trace arrive at different replicas", (component, config) => {
  const refusal = (there: string) =>
    `config.service.pipelines.traces ["${component}"]: expected one replica, or senders that choose by trace id; there is ${there}, and spans of a trace arrive at different ones; do it in a CollectorGateway, whose replicas the agents choose by trace id`;

  expect(problemsOfConfig(config, { replicas: 3 })).toEqual([refusal("3")]);
  expect(problemsOfConfig(config, { replicas: "nodes" })).toEqual([refusal("one on each node")]);
  expect(problemsOfConfig(config, { replicas: 3, chosenBy: "traceId" })).toEqual([]);
  expect(problemsOfConfig(config, { replicas: 1 })).toEqual([]);
});

test.each<[string, string, Readonly<Record<string, unknown>>]>([
  ["whichever replica", "otlp_grpc/gateway", { endpoint: gateway.service }],
  ["one of the replicas", "otlp_http/gateway", { endpoint: `http://${gateway.replicas.hostname}:4318` }],
  ["replicas by service", "load_balancing", { ...toGateway, routing_key: "service" }],
])("refuses to send traces to %s of a gateway that has several", (_, exporter, settings) => {
  const config = exportingTraces(exporter, settings);

  expect(problemsOfConfig(config, { gateway })).toEqual([
    `config.service.pipelines.traces.exporters ["${exporter}"]: expected the exporter load_balancing with routing_key "traceID" and the replicas of the gateway, which are several; otherwise each of them would see a part of the trace`,
  ]);
  expect(problemsOfConfig(config, { gateway: { service: gateway.service } })).toEqual([]);
});

test("sends traces to the replica that their id chooses, and metrics to any", () => {
  const config = aCollector({
    exporters: { load_balancing: toGateway, "otlp_grpc/gateway": { endpoint: gateway.service } },
    pipelines: {
      traces: aPipeline({ exporters: ["load_balancing"] }),
      metrics: aPipeline({ exporters: ["otlp_grpc/gateway", "debug"] }),
    },
  });

  expect(problemsOfConfig(config, { gateway })).toEqual([]);
});
