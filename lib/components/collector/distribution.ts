import { splitImage } from "../../core";

/** What a component of a collector can be: the sections of its configuration. */
export type ComponentKind = "receivers" | "processors" | "exporters" | "connectors" | "extensions";

/** The release of OpenTelemetry's collectors whose component names are known here. */
export const COLLECTOR_VERSION = "0.159.0";

/**
 * What `otelcol-k8s` is made of, by the type that a configuration names it by.
 * @see https://github.com/open-telemetry/opentelemetry-collector-releases/blob/v0.159.0/distributions/otelcol-k8s/manifest.yaml
 */
export const k8sDistribution: Readonly<Record<ComponentKind, readonly string[]>> = {
  receivers: [
    "file_log",
    "fluent_forward",
    "host_metrics",
    "http_check",
    "jaeger",
    "journald",
    "k8s_cluster",
    "k8s_events",
    "k8s_objects",
    "kubelet_stats",
    "otelarrow",
    "otlp",
    "prometheus",
    "receiver_creator",
    "zipkin",
  ],
  processors: [
    "attributes",
    "batch",
    "cumulative_to_delta",
    "delta_to_cumulative",
    "delta_to_rate",
    "drain",
    "filter",
    "groupbyattrs",
    "groupbytrace",
    "interval",
    "k8s_attributes",
    "log_dedup",
    "memory_limiter",
    "metrics_transform",
    "metricsgeneration",
    "probabilistic_sampler",
    "redaction",
    "remotetap",
    "resource",
    "resource_detection",
    "tail_sampling",
    "transform",
  ],
  exporters: ["debug", "file", "load_balancing", "nop", "otelarrow", "otlp_grpc", "otlp_http"],
  connectors: [
    "count",
    "exceptions",
    "failover",
    "forward",
    "otlp_json",
    "round_robin",
    "routing",
    "service_graph",
    "span_metrics",
  ],
  extensions: [
    "ack",
    "basicauth",
    "bearertokenauth",
    "cgroup_runtime",
    "file_storage",
    "headers_setter",
    "health_check",
    "host_observer",
    "http_forwarder",
    "k8s_leader_elector",
    "k8s_observer",
    "oauth2client",
    "oidc",
    "opamp",
    "pprof",
    "zpages",
  ],
};

/**
 * Names that a component had before, with the one it has now. The collector still takes the old ones, with a warning at
 * each start, until a later release removes them.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/45339
 */
export const renamedComponents: Readonly<Record<ComponentKind, Readonly<Record<string, string>>>> = {
  receivers: {
    filelog: "file_log",
    fluentforward: "fluent_forward",
    hostmetrics: "host_metrics",
    httpcheck: "http_check",
    k8sobjects: "k8s_objects",
    kubeletstats: "kubelet_stats",
  },
  processors: {
    cumulativetodelta: "cumulative_to_delta",
    deltatocumulative: "delta_to_cumulative",
    deltatorate: "delta_to_rate",
    k8sattributes: "k8s_attributes",
    logdedup: "log_dedup",
    metricstransform: "metrics_transform",
    resourcedetection: "resource_detection",
  },
  exporters: {
    loadbalancing: "load_balancing",
    otlp: "otlp_grpc",
    otlphttp: "otlp_http",
    prometheusremotewrite: "prometheus_remote_write",
  },
  connectors: {
    otlpjson: "otlp_json",
    roundrobin: "round_robin",
    servicegraph: "service_graph",
    spanmetrics: "span_metrics",
  },
  extensions: { cgroupruntime: "cgroup_runtime" },
};

const PROMETHEUS = "send to Prometheus' OTLP receiver with otlp_http, endpoint http://<prometheus>:9090/api/v1/otlp";
const LOKI = "no distribution has it any more: send to Loki with otlp_http, endpoint http://<loki>:3100/otlp";
const JAEGER = "no distribution has it any more: send to Jaeger with otlp_grpc, at its port 4317";

/** What to do instead of a component that is often asked for and that `otelcol-k8s` lacks. */
export const replacedComponents: Readonly<Partial<Record<ComponentKind, Readonly<Record<string, string>>>>> = {
  exporters: {
    prometheus_remote_write: PROMETHEUS,
    prometheus: `it loses exemplars, too: ${PROMETHEUS}`,
    loki: LOKI,
    jaeger: JAEGER,
    logging: "it is called debug now",
    zipkin: "send OTLP with otlp_http",
  },
  processors: {
    span: "rename spans with the transform processor",
    memory_ballast: "GOMEMLIMIT does its work, and is set from resources.memory",
  },
  extensions: { memory_ballast: "GOMEMLIMIT does its work, and is set from resources.memory" },
};

export type Distribution = "otelcol-k8s" | "otelcol-contrib" | "unknown";

/** Which distribution an image is, as far as its name tells: one of one's own may have whatever it was built with. */
export function distributionOf(image: string): Distribution {
  const name = splitImage(image).name.split("/").at(-1) ?? "";
  if (/(collector|otelcol)-k8s$/.test(name)) return "otelcol-k8s";
  return /(collector|otelcol)-contrib$/.test(name) ? "otelcol-contrib" : "unknown";
}
