import { KubeStateMetrics, type KubeStateMetricsProps } from "../../../lib/components/kube-state-metrics";
import type { KubernetesObject } from "../../../lib/core";
import { asRecords } from "../../../lib/core/json";
import { argsOf, at, hardeningOf, objectsOf, podOf, problemsOf, RESTRICTED } from "../a-stack";

function objects(props: Partial<KubeStateMetricsProps> = {}): Map<string, KubernetesObject> {
  return objectsOf((scope) => {
    new KubeStateMetrics(scope, "kube-state-metrics", { cluster: "test", profile: "small", ...props });
  });
}

function args(): string[] {
  return argsOf(objects(), "Deployment/kube-state-metrics");
}

test("may list what it tells about, and nothing that holds secrets", () => {
  const rules = objects().get("ClusterRole/observability-kube-state-metrics")?.["rules"];

  const listed = asRecords(rules)
    .flatMap(({ resources }) => (Array.isArray(resources) ? resources.map(String) : []))
    .toSorted();
  expect(args()).toContain(`--resources=${listed.join(",")}`);
  expect(listed).toContain("horizontalpodautoscalers");
  expect(listed).not.toContain("secrets");
  expect(listed).not.toContain("configmaps");
  expect(rules).toEqual(expect.arrayContaining([expect.objectContaining({ verbs: ["list", "watch"] })]));
});

test.each<[string, boolean]>([
  ["kube_pod_container_resource_limits", false],
  ["kube_pod_container_status_restarts_total", false],
  ["kube_pod_container_status_waiting_reason", false],
  ["kube_horizontalpodautoscaler_status_condition", false],
  ["kube_replicaset_owner", false],
  ["kube_replicaset_status_replicas", true],
  ["kube_pod_tolerations", true],
])("leaves out %s: %j", (metric, left) => {
  const denied = args()
    .find((arg) => arg.startsWith("--metric-denylist="))
    ?.replace("--metric-denylist=", "")
    .split(",");

  expect(denied?.some((regex) => new RegExp(regex).test(metric))).toBe(left);
});

test("is scraped by annotation for its own metrics alone", () => {
  const deployment = objects().get("Deployment/kube-state-metrics");

  expect(at(deployment, "spec", "template", "metadata", "annotations")).toEqual({
    "prometheus.io/scrape": "true",
    "prometheus.io/port": "8081",
  });
});

test("tells where it tells about the cluster", () => {
  let address: string | undefined;

  objectsOf((scope) => (address = new KubeStateMetrics(scope, "ksm", { cluster: "test", profile: "dev" }).address));

  expect(address).toBe("kube-state-metrics.observability.svc:8080");
});

test("is not restarted because the API server is away", () => {
  const container = at(podOf(objects(), "Deployment/kube-state-metrics"), "containers", 0);

  expect(at(container, "livenessProbe", "httpGet")).toEqual({ path: "/healthz", port: "metrics" });
  expect(at(container, "readinessProbe", "httpGet")).toEqual({ path: "/readyz", port: "telemetry" });
});

test("is one even in ha, which would tell everything twice", () => {
  expect(at(objects({ profile: "ha" }).get("Deployment/kube-state-metrics"), "spec", "replicas")).toBe(1);
});

test("is as restricted as the namespace demands", () => {
  expect(hardeningOf(podOf(objects(), "Deployment/kube-state-metrics"))).toEqual(RESTRICTED);
});

test("tells what is wrong with its resources", () => {
  const problems = problemsOf((scope) => {
    const resources = { cpu: "100m", memory: { request: "2Gi", limit: "1Gi" } } as const;
    new KubeStateMetrics(scope, "ksm", { cluster: "test", profile: "dev", resources });
  });

  expect(problems).toEqual([expect.stringMatching(/^stack\/ksm: resources.memory.limit "1Gi"/)]);
});
