import type { Prometheus, PrometheusProps, ScrapeLimits } from "../../../lib/components/prometheus";
import type { AlertRule } from "../../../lib/signals";
import { argsOf, at, fileOf, hardeningOf, objectsOf, podOf, problemsOf, RESTRICTED } from "../a-stack";
import { aPrometheus, prometheusObjects } from "./a-prometheus";

test("reloads by itself, takes OTLP and remote write, and keeps exemplars", () => {
  const objects = prometheusObjects({ url: "https://prometheus.example.com" });

  expect(argsOf(objects, "StatefulSet/prometheus")).toEqual([
    "--config.file=/etc/prometheus/config/prometheus.yml",
    "--config.auto-reload",
    "--config.auto-reload-interval=15s",
    "--storage.tsdb.path=/prometheus",
    "--web.external-url=https://prometheus.example.com",
    "--web.route-prefix=/",
    "--web.enable-otlp-receiver",
    "--web.enable-remote-write-receiver",
    "--enable-feature=exemplar-storage",
  ]);
});

test("is as restricted as the namespace demands", () => {
  expect(hardeningOf(podOf(prometheusObjects(), "StatefulSet/prometheus"))).toEqual(RESTRICTED);
});

test("may find targets and read metrics, and nothing else", () => {
  const objects = prometheusObjects();

  expect(objects.get("ClusterRole/observability-prometheus")?.["rules"]).toEqual([
    { apiGroups: [""], resources: ["nodes", "pods", "services"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    { nonResourceURLs: ["/metrics"], verbs: ["get"] },
  ]);
  expect(objects.get("ClusterRoleBinding/observability-prometheus")?.["subjects"]).toEqual([
    { kind: "ServiceAccount", name: "prometheus", namespace: "observability" },
  ]);
});

test("is itself scraped", () => {
  const annotations = at(
    prometheusObjects().get("StatefulSet/prometheus"),
    "spec",
    "template",
    "metadata",
    "annotations",
  );

  expect(annotations).toEqual({ "prometheus.io/scrape": "true", "prometheus.io/port": "9090" });
});

test("is never restarted because it replays its log", () => {
  const container = at(podOf(prometheusObjects(), "StatefulSet/prometheus"), "containers", 0);

  expect(at(container, "startupProbe", "httpGet", "path")).toBe("/-/healthy");
  expect(at(container, "livenessProbe", "httpGet", "path")).toBe("/-/healthy");
  expect(at(container, "readinessProbe", "httpGet", "path")).toBe("/-/ready");
});

test("keeps samples on a volume, and fewer of them than fit", () => {
  const objects = prometheusObjects({ storage: { size: "10Gi", storageClass: "fast" } });

  expect(at(objects.get("StatefulSet/prometheus"), "spec", "volumeClaimTemplates")).toEqual([
    {
      metadata: { name: "data" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "10Gi" } },
        storageClassName: "fast",
      },
    },
  ]);
  const config = fileOf(objects, "prometheus-config", "prometheus.yml");
  expect(at(config, "storage", "tsdb", "retention", "size")).toBe("8192MB");
});

test("in dev, loses samples with the pod and has no volume to watch", () => {
  const objects = prometheusObjects({ profile: "dev" });

  const statefulSet = objects.get("StatefulSet/prometheus");
  expect(at(statefulSet, "spec", "volumeClaimTemplates")).toBeUndefined();
  expect(podOf(objects, "StatefulSet/prometheus")["volumes"]).toContainEqual({
    name: "data",
    emptyDir: { sizeLimit: "4Gi" },
  });
  expect(alertNames({ profile: "dev" })).not.toContain("PrometheusStorageFilling");
});

test("in ha, survives the loss of a node", () => {
  const objects = prometheusObjects({ profile: "ha" });

  expect(at(objects.get("StatefulSet/prometheus"), "spec", "replicas")).toBe(2);
  expect(podOf(objects, "StatefulSet/prometheus")).toHaveProperty("affinity.podAntiAffinity");
  expect(at(objects.get("PodDisruptionBudget/prometheus"), "spec")).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
  expect(at(objects.get("Service/prometheus"), "spec", "sessionAffinity")).toBe("ClientIP");
  expect(alertNames({ profile: "ha" })).toContain("PrometheusReplicaDown");
});

test("a single replica has no budget that would keep its node from being drained", () => {
  expect([...prometheusObjects().keys()]).not.toContain("PodDisruptionBudget/prometheus");
});

test("tells where to reach it, and each replica of it", () => {
  let prometheus: Prometheus | undefined;

  objectsOf((scope) => (prometheus = aPrometheus(scope, { replicas: 2 })));

  expect(prometheus?.url).toBe("http://prometheus.observability.svc:9090");
  expect(prometheus?.otlpEndpoints).toEqual([
    "http://prometheus-0.prometheus-headless.observability.svc:9090/api/v1/otlp",
    "http://prometheus-1.prometheus-headless.observability.svc:9090/api/v1/otlp",
  ]);
});

test("probes addresses from a file, under labels that keep off the target's own `up`", () => {
  const objects = objectsOf((scope) =>
    aPrometheus(scope).addProbes(() => [
      { url: "https://shop.example.com/", labels: { namespace: "shop", service: "front" } },
    ]),
  );

  expect(fileOf(objects, "prometheus-probes", "probes.yaml")).toEqual([
    { targets: ["https://shop.example.com/"], labels: { probe_namespace: "shop", probe_service: "front" } },
  ]);
});

test("tells everything that is wrong with its properties", () => {
  const problems = problemsOf((scope) =>
    aPrometheus(scope, { ruleShards: 0, replicas: 0, storage: { size: "512Mi" }, retention: "1.5d", url: "shop" }),
  );

  expect(problems).toEqual([
    "stack/prometheus: ruleShards 0: expected a whole number from 1 to 250",
    "stack/prometheus: replicas 0: expected a whole number from 1 to 10",
    'stack/prometheus: retention "1.5d": expected a Prometheus duration such as "30s" or "5m"',
    'stack/prometheus: storage.size "512Mi": expected at least 1Gi',
    'stack/prometheus: url "shop": expected a URL such as "https://prometheus.example.com"',
  ]);
});

test.each<[string, Partial<PrometheusProps>, string]>([
  // Prometheus would make a minute of it.
  ["scrapeInterval", { scrapeInterval: "0s" }, "a rate over one minute needs two samples"],
  ["scrapeInterval", { scrapeInterval: "31s" }, "a rate over one minute needs two samples"],
  ["scrapeInterval", { scrapeInterval: "4999ms" }, "a rate over one minute needs two samples"],
  ["evaluationInterval", { evaluationInterval: "0s" }, "alerts would come late"],
  ["evaluationInterval", { evaluationInterval: "1m" }, "alerts would come late"],
])("%s is 5s to 30s: refuses %j", (property, props, reason) => {
  const problems = problemsOf((scope) => aPrometheus(scope, props));

  const [value] = Object.values(props);
  expect(problems).toEqual([
    `stack/prometheus: ${property} ${JSON.stringify(value)}: expected a duration from 5s to 30s; ${reason}`,
  ]);
});

test.each<PrometheusProps["scrapeInterval"] & string>(["5s", "5000ms", "30s"])(
  "takes an interval of %s",
  (interval) => {
    expect(
      problemsOf((scope) => aPrometheus(scope, { scrapeInterval: interval, evaluationInterval: interval })),
    ).toEqual([]);
  },
);

test.each<Partial<ScrapeLimits>>([
  { samples: -1 },
  { samples: 0 },
  { samples: 0.5 },
  { labels: 0 },
  { labels: NaN },
  { body: "0MB" },
  { body: "-1MB" },
  { body: "0.5MB" },
  { body: JSON.parse('"xMB"') },
])("refuses the scrape limit %j, which Prometheus would refuse or take for none", (limit) => {
  const scrapeLimits = { samples: 1000, labels: 64, body: "64MB", ...limit } as const;

  const problems = problemsOf((scope) => aPrometheus(scope, { scrapeLimits }));

  const [property] = Object.keys(limit);
  expect(problems).toEqual([expect.stringContaining(`scrapeLimits.${property} `)]);
});

test.each<[keyof PrometheusProps, Partial<PrometheusProps>]>([
  ["kubeStateMetrics", { kubeStateMetrics: "http://kube-state-metrics.kube-system.svc:8080" }],
  ["kubeStateMetrics", { kubeStateMetrics: "kube-state-metrics.kube-system.svc" }],
  ["blackboxExporter", { blackboxExporter: "blackbox exporter:9115" }],
])("refuses %s %j, which is no host and port", (property, props) => {
  const problems = problemsOf((scope) => aPrometheus(scope, props));

  expect(problems).toEqual([expect.stringContaining(`stack/prometheus: ${property} `)]);
});

test("each alert opens the dashboard of this very Prometheus", () => {
  for (const { dashboard } of alertsOf({})) {
    expect(dashboard).toEqual({ uid: "prometheus", variables: { job: "observability/prometheus" } });
  }
});

test("misses kube-state-metrics where it reads one, whoever runs it", () => {
  expect(alertNames({ kubeStateMetrics: "ksm.kube-system.svc:8080" })).toContain("KubeStateMetricsDown");
});

test("wakes somebody for the loss of what critical alerts need, and not of the rest", () => {
  const missing = alertsOf({}).filter(({ alert }) => alert === "ClusterMetricsMissing");

  expect(missing.map(({ severity, expr }) => [severity, expr])).toEqual([
    ["critical", 'absent(up{job="cadvisor"})'],
    ["warning", 'absent(up{job="kubelet"}) or absent(up{job="kubelet-probes"}) or absent(up{job="apiserver"})'],
  ]);
});

function alertNames(props: Partial<PrometheusProps>): string[] {
  return alertsOf(props).map(({ alert }) => alert);
}

function alertsOf(props: Partial<PrometheusProps>): readonly AlertRule[] {
  let alerts: readonly AlertRule[] = [];
  objectsOf((scope) => (alerts = aPrometheus(scope, props).alerts()));
  return alerts;
}
