import type { CollectorConfig, CollectorGatewayProps } from "../../../../lib/components/collector";
import { asRecord, type KubernetesObject } from "../../../../lib/core";
import { at, fileOf, hardeningOf, objectsOf, podOf, RESTRICTED, textAt } from "../../a-stack";
import { aGateway, gatewayObjects, gatewayProblems, PROMETHEUS } from "./a-gateway";

const DEPLOYMENT = "Deployment/collector-gateway";
const STATEFUL_SET = "StatefulSet/collector-gateway";

function configOf(props: Partial<CollectorGatewayProps> = {}): unknown {
  return fileOf(gatewayObjects(props), "collector-gateway-config", "collector.yaml");
}

function endpointsOf(props: Partial<CollectorGatewayProps>) {
  const found: unknown[] = [];
  objectsOf((scope) => {
    found.push(aGateway(scope, props).endpoints);
  });
  return found[0];
}

function checksumOf(objects: Map<string, KubernetesObject>): string {
  return textAt(objects.get(DEPLOYMENT), "spec", "template", "metadata", "annotations", "checksum/config");
}

test("is a Deployment whose queue goes with the pod in dev", () => {
  const objects = gatewayObjects({ profile: "dev" });

  expect([...objects.keys()]).toEqual([
    "ConfigMap/collector-gateway-config",
    "ServiceAccount/collector-gateway",
    "Service/collector-gateway",
    DEPLOYMENT,
  ]);
  expect(podOf(objects, DEPLOYMENT)["volumes"]).toContainEqual({ name: "data", emptyDir: { sizeLimit: "1Gi" } });
});

test("is a Deployment with a volume in small, of which there are never two at once", () => {
  const objects = gatewayObjects({ storage: { size: "8Gi", storageClass: "fast" } });

  expect(at(objects.get(DEPLOYMENT), "spec")).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  expect(podOf(objects, DEPLOYMENT)["volumes"]).toContainEqual({
    name: "data",
    persistentVolumeClaim: { claimName: "collector-gateway-data" },
  });
  expect(at(objects.get("PersistentVolumeClaim/collector-gateway-data"), "spec")).toEqual({
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "8Gi" } },
    storageClassName: "fast",
  });
});

test("is a StatefulSet in ha, on different nodes, that a drain takes one at a time", () => {
  const objects = gatewayObjects({ profile: "ha" });

  expect([...objects.keys()]).toEqual([
    "ConfigMap/collector-gateway-config",
    "ServiceAccount/collector-gateway",
    "Service/collector-gateway",
    "Service/collector-gateway-headless",
    STATEFUL_SET,
    "PodDisruptionBudget/collector-gateway",
  ]);
  expect(at(objects.get(STATEFUL_SET), "spec")).toMatchObject({
    replicas: 2,
    serviceName: "collector-gateway-headless",
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { resources: { requests: { storage: "10Gi" } } } }],
  });
  expect(at(objects.get("Service/collector-gateway-headless"), "spec", "clusterIP")).toBe("None");
  expect(at(podOf(objects, STATEFUL_SET), "affinity", "podAntiAffinity")).toBeDefined();
});

test("serves on until agents no longer find its address, where there is another replica", () => {
  const several = podOf(gatewayObjects({ profile: "ha" }), STATEFUL_SET);
  const single = podOf(gatewayObjects(), DEPLOYMENT);

  expect(at(several, "containers", 0, "lifecycle")).toEqual({ preStop: { sleep: { seconds: 10 } } });
  expect(several["terminationGracePeriodSeconds"]).toBe(70);
  expect(at(single, "containers", 0)).not.toHaveProperty("lifecycle");
  expect(single["terminationGracePeriodSeconds"]).toBe(60);
});

test("tells agents of its replicas only where they have to choose", () => {
  const service = "collector-gateway.observability.svc:4317";

  expect(endpointsOf({ profile: "small" })).toEqual({ service });
  expect(endpointsOf({ profile: "ha" })).toEqual({
    service,
    replicas: { hostname: "collector-gateway-headless.observability.svc", port: 4317 },
  });
});

test("is as restricted as the rest, and has no token", () => {
  const pod = podOf(gatewayObjects(), DEPLOYMENT);

  expect(hardeningOf(pod)).toEqual(RESTRICTED);
  expect(pod).toMatchObject({
    serviceAccountName: "collector-gateway",
    automountServiceAccountToken: false,
    securityContext: { runAsUser: 10001, fsGroup: 10001 },
  });
});

test("gets all limits of memory from the one of the container", () => {
  const resources = { cpu: "1", memory: "1Gi" } as const;
  const objects = gatewayObjects({ resources });

  expect(at(podOf(objects, DEPLOYMENT), "containers", 0, "env")).toEqual([
    { name: "GOMEMLIMIT", value: "819MiB" },
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
  ]);
  const processors = at(configOf({ resources }), "processors");
  expect(at(processors, "memory_limiter")).toEqual({ check_interval: "1s", limit_mib: 819, spike_limit_mib: 163 });
  expect(at(processors, "tail_sampling", "num_traces")).toBe(20_971);
});

test("fills at most half of its volume, and gives traces most of it", () => {
  const prometheus = [PROMETHEUS, PROMETHEUS.replace("-0", "-1")];
  const exporters = at(configOf({ storage: { size: "1Gi" }, prometheus }), "exporters");

  const sizes = Object.values(asRecord(exporters)).map((exporter) =>
    Number(at(exporter, "sending_queue", "queue_size")),
  );
  expect(sizes).toEqual([429_496_729, 53_687_091, 53_687_091]);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(2 ** 29);
});

test("keeps every trace in dev, and otherwise those that matter and a share", () => {
  const policies = (profile: "dev" | "small") => at(configOf({ profile }), "processors", "tail_sampling", "policies");
  const share = (percentage: number) => ({
    name: "share",
    type: "probabilistic",
    probabilistic: { sampling_percentage: percentage },
  });

  expect(policies("dev")).toContainEqual(share(100));
  expect(policies("small")).toContainEqual(share(5));
});

test("changes one property of the sampling without the others", () => {
  const sampling = at(configOf({ sampling: { slowerThan: "2s" } }), "processors", "tail_sampling");

  expect(at(sampling, "policies", 2, "latency")).toEqual({ threshold_ms: 2000 });
  expect(at(sampling, "decision_wait")).toBe("10s");
});

test("is scraped, and replaced when its configuration changes", () => {
  const objects = gatewayObjects();

  expect(at(objects.get(DEPLOYMENT), "spec", "template", "metadata", "annotations")).toMatchObject({
    "prometheus.io/scrape": "true",
    "prometheus.io/port": "8888",
  });
  expect(checksumOf(objects)).toMatch(/^[0-9a-f]{64}$/);
  expect(checksumOf(gatewayObjects({ sampling: { share: "7%" } }))).not.toBe(checksumOf(objects));
  expect(checksumOf(gatewayObjects({ cluster: "other" }))).toBe(checksumOf(objects));
});

test("is ready when its pipelines run, where the kubelet asks", () => {
  const container = asRecord(at(podOf(gatewayObjects(), DEPLOYMENT), "containers", 0));

  expect(container["ports"]).toContainEqual({ name: "health", containerPort: 13133 });
  expect(at(configOf(), "extensions", "health_check", "endpoint")).toBe("0.0.0.0:13133");
  for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
    expect(at(container, probe, "httpGet")).toEqual({ path: "/", port: "health" });
  }
});

test("is a monitor of itself", () => {
  objectsOf((scope) => {
    expect(aGateway(scope)).toMatchObject({
      monitorName: "observability/collector-gateway",
      monitorLabels: { namespace: "observability", service: "collector-gateway" },
    });
  });
});

/** The generated configuration with a second exporter of traces. */
function withExporter(id: string, settings: Readonly<Record<string, unknown>>) {
  return (config: CollectorConfig): CollectorConfig => {
    const { service } = config;
    const out = service.pipelines["traces/out"] ?? { receivers: [], processors: [], exporters: [] };
    return {
      ...config,
      exporters: { ...config.exporters, [id]: settings },
      service: {
        ...service,
        pipelines: { ...service.pipelines, "traces/out": { ...out, exporters: [...out.exporters, id] } },
      },
    };
  };
}

test("lets the user have the last word on its configuration", () => {
  const tempo = { endpoint: "tempo.tracing.svc:4317", tls: { insecure: true } };
  const config = configOf({ config: withExporter("otlp_grpc/tempo", tempo) });

  expect(at(config, "exporters", "otlp_grpc/tempo")).toEqual(tempo);
  expect(at(config, "service", "pipelines", "traces/out", "exporters")).toEqual([
    "otlp_grpc/jaeger",
    "otlp_grpc/tempo",
  ]);
});

test.each<[string, Partial<CollectorGatewayProps>, string]>([
  ["no replica", { replicas: 0 }, "replicas 0: expected a whole number from 1 to 10"],
  ["too small a volume", { storage: { size: "10Mi" } }, 'storage.size "10Mi": expected at least 256Mi'],
  [
    "too little memory",
    { resources: { cpu: "1", memory: "64Mi" } },
    'resources.memory "64Mi": expected at least 128Mi',
  ],
  ["no Prometheus", { prometheus: [] }, "prometheus []: expected at least one URL"],
  [
    "a Prometheus that is no URL",
    { prometheus: ["prometheus:9090"] },
    'prometheus[0] "prometheus:9090": expected a URL such as "http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/otlp"',
  ],
  [
    "a Jaeger that is a URL",
    { jaeger: "http://jaeger:4317" },
    'jaeger "http://jaeger:4317": expected a host and a port such as "jaeger.observability.svc:4317"',
  ],
  [
    "a share that is none",
    { sampling: { share: "120%" } },
    'sampling.share "120%": expected a percentage from 0% to 100% such as "2%" or "0.5%"',
  ],
  [
    "a wait that fills the memory",
    { sampling: { decisionWait: "10m" } },
    'sampling.decisionWait "10m": expected a duration from 1s to 2m; spans of a trace arrive within seconds, and all traces of that time are in memory',
  ],
  [
    "everything as slow",
    { sampling: { slowerThan: "0s" } },
    'sampling.slowerThan "0s": expected more than zero; to keep everything, set share "100%"',
  ],
  [
    "what the user adds and the distribution lacks",
    { config: withExporter("kafka", {}) },
    'config.exporters "kafka": expected a component of otelcol-k8s 0.159.0; use another one, or an image of otelcol-contrib if that has it',
  ],
])("refuses %s", (_, props, problem) => {
  expect(gatewayProblems(props)).toEqual([`stack/gateway: ${problem}`]);
});
