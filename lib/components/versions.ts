/** The images that the stack runs, in one place: the versions that are tested together. */
export const images = {
  alertmanager: "quay.io/prometheus/alertmanager:v0.33.1",
  blackboxExporter: "quay.io/prometheus/blackbox-exporter:v0.28.0",
  collector: "docker.io/otel/opentelemetry-collector-k8s:0.159.0",
  grafana: "docker.io/grafana/grafana:13.1.3",
  jaeger: "docker.io/jaegertracing/jaeger:2.13.0",
  jaegerIndexCleaner: "docker.io/jaegertracing/jaeger-es-index-cleaner:2.13.0",
  kubeStateMetrics: "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1",
  loki: "docker.io/grafana/loki:3.7.7",
  nodeExporter: "quay.io/prometheus/node-exporter:v1.12.1",
  prometheus: "quay.io/prometheus/prometheus:v3.13.2",
} as const;

/** Images to use instead, such as mirrors or ones pinned by digest. */
export type Images = { readonly [Name in keyof typeof images]: string };
