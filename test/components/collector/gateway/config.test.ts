import { gatewayConfig, type GatewayConfigInput } from "../../../../lib/components/collector/gateway/config";
import { SIZES } from "../../../../lib/components/collector/gateway/size";
import { tailSampling } from "../../../../lib/components/collector/gateway/sampling";
import { spanMetrics } from "../../../../lib/signals";
import { at } from "../../a-stack";
import { problemsOfConfig } from "../a-collector";

const replicas = ["http://prometheus-0:9090/api/v1/otlp", "http://prometheus-1:9090/api/v1/otlp"];

function aConfig(input: Partial<GatewayConfigInput> = {}) {
  return gatewayConfig({
    namespace: "observability",
    name: "collector-gateway",
    prometheus: ["http://prometheus:9090/api/v1/otlp"],
    jaeger: "jaeger:4317",
    sampling: SIZES.ha.sampling,
    traces: 1000,
    queues: { traces: 4000, metrics: 1000 },
    memoryLimiter: { limit_mib: 409 },
    ...input,
  });
}

function pipelines(input: Partial<GatewayConfigInput> = {}) {
  return aConfig(input).service.pipelines;
}

test.each<[string, Partial<GatewayConfigInput>]>([
  ["with traces", {}],
  ["without them", { jaeger: undefined }],
  ["with several Prometheus", { prometheus: replicas }],
])("is a configuration with nothing to say against %s", (_, input) => {
  const role = { senders: "collectors", replicas: 2, chosenBy: "traceId" } as const;

  expect(problemsOfConfig(aConfig(input), role)).toEqual([]);
});

test("counts all spans before it judges traces", () => {
  expect(pipelines()["traces/in"]).toEqual({
    receivers: ["otlp"],
    processors: ["memory_limiter"],
    exporters: ["span_metrics", "service_graph", "forward"],
  });
  expect(pipelines()["traces/out"]).toEqual({
    receivers: ["forward"],
    processors: ["tail_sampling"],
    exporters: ["otlp_grpc/jaeger"],
  });
});

test("counts spans where nobody keeps traces", () => {
  const config = aConfig({ jaeger: undefined });

  expect(config.service.pipelines).not.toHaveProperty("traces/out");
  expect(config.service.pipelines["traces/in"]?.exporters).toEqual(["span_metrics", "service_graph"]);
  expect(config.processors).not.toHaveProperty("tail_sampling");
});

const metricPipelines = ["metrics", "metrics/spans", "metrics/graph"] as const;

test("sends everything to each Prometheus, in order, from a queue of its own", () => {
  const { exporters, service } = aConfig({ prometheus: replicas });

  const names = ["otlp_http/prometheus-0", "otlp_http/prometheus-1"];
  expect(names.map((name) => exporters[name]?.["endpoint"])).toEqual(replicas);
  expect(names.map((name) => at(exporters[name], "sending_queue"))).toEqual(
    names.map(() => expect.objectContaining({ queue_size: 1000, num_consumers: 1 })),
  );
  expect(metricPipelines.map((id) => service.pipelines[id]?.exporters)).toEqual(
    metricPipelines.map(() => ["forward/prometheus-0", "forward/prometheus-1"]),
  );
});

test("keeps the failure of one Prometheus from the others", () => {
  const { processors, service } = aConfig({ prometheus: replicas });

  expect(processors["batch/apart"]).toEqual({ timeout: "0s" });
  expect(service.pipelines["metrics/prometheus-1"]).toEqual({
    receivers: ["forward/prometheus-1"],
    processors: ["batch/apart"],
    exporters: ["otlp_http/prometheus-1"],
  });
});

test("says no to agents when the queue for the only Prometheus is full", () => {
  const { connectors, processors, service } = aConfig();

  expect(metricPipelines.map((id) => service.pipelines[id]?.exporters)).toEqual(
    metricPipelines.map(() => ["otlp_http/prometheus-0"]),
  );
  expect(processors).not.toHaveProperty("batch/apart");
  expect(connectors).not.toHaveProperty("forward/prometheus-0");
});

test("gives Jaeger the time to store a batch", () => {
  expect(aConfig().exporters["otlp_grpc/jaeger"]).toMatchObject({
    endpoint: "passthrough:///jaeger:4317",
    timeout: "30s",
  });
});

test("names no node of the graph after a host, of which there is no end", () => {
  const peers = at(aConfig().connectors?.["service_graph"], "virtual_node_peer_attributes");

  expect(peers).toContain("peer.service");
  expect(peers).not.toContain("server.address");
});

test("calls and measures spans as everything that asks for them expects", () => {
  expect(aConfig().connectors?.["span_metrics"]).toMatchObject({
    namespace: spanMetrics.namespace,
    histogram: { unit: "ms", explicit: { buckets: spanMetrics.buckets } },
    dimensions: spanMetrics.dimensions.map((name) => ({ name })),
    exemplars: { enabled: true },
  });
});

test("leaves of a resource what names the series of a service and their writer", () => {
  const { processors } = aConfig();

  expect(processors["transform/spans"]).toEqual({
    error_mode: "propagate",
    metric_statements: [
      'keep_keys(resource.attributes, ["service.name", "service.namespace"])',
      'set(resource.attributes["service.instance.id"], "${env:POD_NAME}")',
    ],
  });
  expect(at(aConfig().connectors?.["span_metrics"], "exclude_dimensions")).toEqual(["collector.instance.id"]);
});

test("draws the graph between services of namespaces, with room for the calls of all traces that wait", () => {
  expect(aConfig({ traces: 1000 }).connectors?.["service_graph"]).toMatchObject({
    dimensions: ["service.namespace"],
    latency_histogram_buckets: spanMetrics.buckets,
    store: { ttl: "15s", max_items: 3000 },
  });
});

test("gives the series of the graph, which have no owner, to the gateway", () => {
  expect(aConfig().processors["resource/graph"]).toEqual({
    attributes: [
      { key: "service.name", value: "collector-gateway", action: "upsert" },
      { key: "service.namespace", value: "observability", action: "upsert" },
      { key: "service.instance.id", value: "${env:POD_NAME}", action: "upsert" },
    ],
  });
});

test("keeps failed, 5xx and slow traces, what the user asks for, and a share of the rest", () => {
  const mine = { name: "mine", type: "string_attribute", string_attribute: { key: "tenant", values: ["acme"] } };
  const sampling = { slowerThan: "1s", share: "2.5%", decisionWait: "20s", policies: [mine] } as const;

  expect(tailSampling(sampling, 100)).toEqual({
    decision_wait: "20s",
    num_traces: 100,
    decision_cache: { sampled_cache_size: 400, non_sampled_cache_size: 400 },
    policies: [
      { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      {
        name: "http-5xx",
        type: "numeric_attribute",
        numeric_attribute: { key: "http.response.status_code", min_value: 500, max_value: 599 },
      },
      { name: "slow", type: "latency", latency: { threshold_ms: 1000 } },
      mine,
      { name: "share", type: "probabilistic", probabilistic: { sampling_percentage: 2.5 } },
    ],
  });
});
