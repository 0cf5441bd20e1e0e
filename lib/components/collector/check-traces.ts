import { asRecord, asRecords, type Problems } from "../../core";
import type { CollectorConfig, ComponentConfig } from "./collector-config";
import { componentType, ofType } from "./component-type";
import type { GatewayEndpoints } from "./endpoints";
import { pipelinesOf, upstreamOf, type NamedPipeline } from "./pipelines";
import { seesWholeTraces, type CollectorRole } from "./role";

/** Notes what would count a sample for the whole, or judge a trace by a part of it. */
export function checkTraces(config: CollectorConfig, role: CollectorRole, problems: Problems): void {
  for (const pipeline of pipelinesOf(config)) {
    checkSampling(pipeline, config, problems);
    checkWholeTraces(pipeline, role, problems);
    if (role.gateway?.replicas !== undefined) checkGateway(pipeline, config, role.gateway, problems);
  }
  for (const [id, connector] of Object.entries(config.connectors ?? {})) {
    if (componentType("connectors", id) === "span_metrics") checkDimensions(id, connector, problems);
  }
}

const SPAN_METRICS = ["span_metrics", "service_graph"];
const SAMPLERS = ["tail_sampling", "probabilistic_sampler"];
const WHOLE_TRACES = ["tail_sampling", "groupbytrace"];
const DEFAULT_DIMENSIONS = ["service.name", "span.name", "span.kind", "status.code", "collector.instance.id"];

/** Metrics of spans that sampling has let through tell of the sample: fewer requests, and most of them failed or slow. */
function checkSampling(pipeline: NamedPipeline, config: CollectorConfig, problems: Problems): void {
  const metrics = ofType("connectors", pipeline.exporters, SPAN_METRICS);
  if (metrics.length === 0) return;
  for (const { id, processors } of upstreamOf(pipeline, config)) {
    const [sampler] = ofType("processors", processors, SAMPLERS);
    problems.check(
      sampler === undefined,
      `config.service.pipelines.${pipeline.id}.exporters`,
      metrics,
      `connectors that see all spans, but ${sampler} of the pipeline ${id} has dropped some before`,
      "export to them before the sampling, and hand on to the sampling with the connector forward",
    );
  }
}

function checkWholeTraces({ id, processors, exporters }: NamedPipeline, role: CollectorRole, problems: Problems): void {
  const found = [...ofType("processors", processors, WHOLE_TRACES), ...ofType("connectors", exporters, SPAN_METRICS)];
  const replicas = role.replicas === "nodes" ? "one on each node" : role.replicas;
  problems.check(
    seesWholeTraces(role) || found.length === 0,
    `config.service.pipelines.${id}`,
    found,
    `one replica, or senders that choose by trace id; there is ${replicas}, and spans of a trace arrive at different ones`,
    "do it in a CollectorGateway, whose replicas the agents choose by trace id",
  );
}

/** Traces for several gateways go to the one that their id chooses. */
function checkGateway(
  { id, signal, exporters }: NamedPipeline,
  config: CollectorConfig,
  gateway: GatewayEndpoints,
  problems: Problems,
): void {
  if (signal !== "traces") return;
  const spreading = exporters.filter((exporter) => {
    const { endpoint, resolver, routing_key = "traceID" } = config.exporters[exporter] ?? {};
    const type = componentType("exporters", exporter);
    if (type === "otlp_grpc" || type === "otlp_http") return leadsTo(gateway, endpoint);
    const { hostname } = asRecord(asRecord(resolver)["dns"]);
    return type === "load_balancing" && routing_key !== "traceID" && leadsTo(gateway, hostname);
  });
  problems.check(
    spreading.length === 0,
    `config.service.pipelines.${id}.exporters`,
    spreading,
    'the exporter load_balancing with routing_key "traceID" and the replicas of the gateway, which are several',
    "otherwise each of them would see a part of the trace",
  );
}

function leadsTo({ service, replicas }: GatewayEndpoints, address: unknown): boolean {
  const hosts = [service.replace(/:\d+$/, ""), ...(replicas === undefined ? [] : [replicas.hostname])];
  return typeof address === "string" && hosts.some((host) => address.includes(host));
}

function checkDimensions(id: string, connector: ComponentConfig, problems: Problems): void {
  const lists = {
    dimensions: connector["dimensions"],
    calls_dimensions: connector["calls_dimensions"],
    "histogram.dimensions": asRecord(connector["histogram"])["dimensions"],
  };
  for (const [property, dimensions] of Object.entries(lists)) {
    const names = asRecords(dimensions).map(({ name }) => String(name));
    const doubled = names.filter((name, i) => DEFAULT_DIMENSIONS.includes(name) || names.indexOf(name) !== i);
    problems.check(
      doubled.length === 0,
      `config.connectors.${id}.${property}`,
      doubled,
      `each dimension once, and none of ${DEFAULT_DIMENSIONS.join(", ")}, which are there without saying`,
      "take it out",
    );
  }
}
