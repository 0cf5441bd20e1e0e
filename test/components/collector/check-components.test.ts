import type { CollectorConfig } from "../../../lib/components/collector/collector-config";
import { aCollector, aPipeline, exportingTraces, problemsOfConfig } from "./a-collector";

test("has nothing to say against a collector that takes traces and prints them", () => {
  expect(problemsOfConfig(aCollector())).toEqual([]);
});

test.each<[string, CollectorConfig, string]>([
  [
    "a receiver that is not defined",
    aCollector({ pipelines: { traces: aPipeline({ receivers: ["otlp", "zipkin"] }) } }),
    'config.service.pipelines.traces.receivers "zipkin": expected one of "otlp"; define it in config.receivers, or leave it out',
  ],
  [
    "a processor that is not defined",
    aCollector({ pipelines: { traces: aPipeline({ processors: ["memory_limiter", "filter"] }) } }),
    'config.service.pipelines.traces.processors "filter": expected one of "memory_limiter"; define it in config.processors, or leave it out',
  ],
  [
    "an exporter that is not defined",
    aCollector({ pipelines: { traces: aPipeline({ exporters: ["debug", "otlp_grpc/jaeger"] }) } }),
    'config.service.pipelines.traces.exporters "otlp_grpc/jaeger": expected one of "debug"; define it in config.exporters, or leave it out',
  ],
  [
    "a pipeline that nothing comes into",
    aCollector({ pipelines: { logs: aPipeline({ receivers: [] }) } }),
    "config.service.pipelines.logs.receivers []: expected at least one receiver or connector",
  ],
  [
    "a pipeline that leads nowhere",
    aCollector({ pipelines: { logs: aPipeline({ exporters: [] }) } }),
    "config.service.pipelines.logs.exporters []: expected at least one exporter or connector",
  ],
  [
    "a component that no pipeline uses",
    aCollector({ exporters: { "otlp_grpc/jaeger": {} } }),
    'config.exporters "otlp_grpc/jaeger": expected a component that is used; name it in a pipeline, or take it out',
  ],
  [
    "a connector that no pipeline uses",
    aCollector({ connectors: { forward: {} } }),
    'config.connectors "forward": expected a component that is used; name it in a pipeline, or take it out',
  ],
  [
    "an extension that is not enabled",
    aCollector({ extensions: { health_check: {} }, enabled: [] }),
    'config.extensions "health_check": expected a component that is used; name it in config.service.extensions, or take it out',
  ],
  [
    "an extension that is not defined",
    aCollector({ extensions: { health_check: {} }, enabled: ["health_check", "zpages"] }),
    'config.service.extensions "zpages": expected one of "health_check"; define it in config.extensions, or leave it out',
  ],
  [
    "a queue on a storage that does not run",
    exportingTraces("otlp_grpc", { sending_queue: { storage: "file_storage/queue" } }),
    'config.exporters.otlp_grpc.sending_queue.storage "file_storage/queue": expected an extension that runs; define it in config.extensions and name it in config.service.extensions',
  ],
  [
    "credentials of an extension that does not run",
    exportingTraces("otlp_http", { auth: { authenticator: "basicauth/prometheus" } }),
    'config.exporters.otlp_http.auth.authenticator "basicauth/prometheus": expected an extension that runs; define it in config.extensions and name it in config.service.extensions',
  ],
])("refuses %s", (_, config, problem) => {
  expect(problemsOfConfig(config)).toEqual([problem]);
});

test.each<[string, string]>([
  ["prometheus_remote_write", "send to Prometheus' OTLP receiver with otlp_http"],
  ["prometheusremotewrite", "send to Prometheus' OTLP receiver with otlp_http"],
  ["loki", "send to Loki with otlp_http, endpoint http://<loki>:3100/otlp"],
  ["jaeger", "send to Jaeger with otlp_grpc"],
  ["elasticsearch", "use another one, or an image of otelcol-contrib if that has it"],
])("refuses the exporter %s, which the distribution lacks, and says what to do", (exporter, fix) => {
  expect(problemsOfConfig(exportingTraces(exporter, {}))).toEqual([
    expect.stringMatching(`^config.exporters "${exporter}": expected a component of otelcol-k8s 0\\.159\\.0; .*`),
  ]);
  expect(problemsOfConfig(exportingTraces(exporter, {}))[0]).toContain(fix);
});

test.each(["ghcr.io/example/opentelemetry-collector-contrib:0.159.0", "registry.example.com/our-collector:7"])(
  "leaves %s to know what it has",
  (image) => {
    expect(problemsOfConfig(exportingTraces("elasticsearch", {}), { image })).toEqual([]);
  },
);

test.each<[string, string]>([
  ["otlp/jaeger", "otlp_grpc/jaeger"],
  ["otlphttp", "otlp_http"],
])("refuses the former name %s, and says the present one", (exporter, name) => {
  expect(problemsOfConfig(exportingTraces(exporter, {}))).toEqual([
    `config.exporters "${exporter}": expected the name that it has since it was renamed; call it "${name}"`,
  ]);
});

test("tells everything at once", () => {
  const config = aCollector({
    processors: { batch: {} },
    exporters: { loki: {} },
    pipelines: { logs: aPipeline({ processors: ["batch"], exporters: ["loki", "nothing"] }) },
  });

  expect(problemsOfConfig(config)).toHaveLength(4);
});
