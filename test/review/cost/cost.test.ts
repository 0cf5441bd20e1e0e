import type { JsonRecord, KubernetesObject } from "../../../lib/core";
import { costOf, type CostOptions } from "../../../lib/review/cost";
import type { Amounts } from "../../../lib/review/cost";
import { objectsBelow } from "../objects-below";
import { aConfigMap, aDeployment, aPrometheus, SCRAPED } from "./some-objects";

/** What `shop/checkout` costs where Prometheus reads these jobs and nothing else. */
function checkout(objects: readonly KubernetesObject[], options?: CostOptions): Amounts | undefined {
  return costOf([aPrometheus("pods"), ...objects], options).byService.get("shop/checkout");
}

const told = { "cdk8s-observability/series-per-pod": "100" };

test("counts what each pod declares, and what Prometheus adds to a target", () => {
  const cost = checkout([aDeployment({ annotations: told, podAnnotations: SCRAPED, spec: { replicas: 3 } })]);

  expect(cost?.series).toBe(3 * 105);
});

test("takes a sample of each series at each scrape", () => {
  const cost = checkout([aDeployment({ annotations: told, podAnnotations: SCRAPED })]);

  expect(cost?.samplesPerSecond).toBeCloseTo(105 / 30);
});

test("counts what is pushed without a target, at the interval of the SDK", () => {
  const env = [{ name: "OTEL_METRIC_EXPORT_INTERVAL", value: "10000" }];
  const cost = checkout([aDeployment({ annotations: told, container: { env } })]);

  expect(cost).toMatchObject({ series: 100, samplesPerSecond: 10 });
});

test("takes a pod that says nothing for one with ten routes", () => {
  const cost = checkout([aDeployment({ podAnnotations: SCRAPED })]);

  expect(cost?.series).toBe(46 + 10 * 19 + 5);
});

test("counts a program that is known by its image, wherever that is kept", () => {
  const image = "mirror.example.com:5000/quay/alertmanager@sha256:0123";
  const cost = checkout([aDeployment({ podAnnotations: SCRAPED, container: { image } })]);

  expect(cost?.series).toBe(248 + 5);
});

test.each([
  ["one pod where no replicas are said", {}, 1],
  ["no pod where there are none", { spec: { replicas: 0 } }, 0],
  ["a pod on each node", { kind: "DaemonSet" }, 4],
])("counts %s", (_, parts, pods) => {
  const container = { resources: { requests: { cpu: "100m" } } };
  const cost = checkout([aDeployment({ ...parts, container })], { nodes: 4 });

  expect(cost?.cpu).toBe(pods * 100);
});

test("counts the minimum of an autoscaler, not what was there before it", () => {
  const scaler = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "checkout", namespace: "shop" },
    spec: { minReplicas: 5, scaleTargetRef: { kind: "Deployment", name: "checkout" } },
  };
  const container = { resources: { requests: { memory: "1Gi" } } };
  const cost = checkout([aDeployment({ container, spec: { replicas: 2 } }), scaler]);

  expect(cost?.memory).toBe(5 * 2 ** 30);
});

test("requests what is the limit where nothing else is requested", () => {
  const cost = checkout([aDeployment({ container: { resources: { limits: { cpu: "0.5", memory: 134217728 } } } })]);

  expect(cost).toMatchObject({ cpu: 500, memory: 2 ** 27 });
});

test("requests for sidecars as well, and for what runs before them only what is more", () => {
  const asks = (cpu: string): JsonRecord => ({ resources: { requests: { cpu } } });
  const sidecar = { name: "proxy", restartPolicy: "Always", ...asks("50m") };
  const short = { name: "migrate", ...asks("120m") };
  const long = { name: "index", ...asks("400m") };
  const requested = (...initContainers: readonly object[]): number | undefined =>
    checkout([aDeployment({ container: asks("100m"), pod: { initContainers } })])?.cpu;

  expect(requested(sidecar, short)).toBe(150);
  expect(requested(sidecar, short, long)).toBe(400);
});

test("counts what cAdvisor tells only where somebody reads it", () => {
  const parts = { container: { resources: { limits: { cpu: "1" } } } };
  const read = costOf([aPrometheus("pods", "cadvisor"), aDeployment(parts)]).byService.get("shop/checkout");
  const unread = checkout([aDeployment(parts)]);

  expect(read?.series).toBe(8 + 15 + 3);
  expect(unread?.series).toBe(0);
});

test("takes the stack for complete where it is deployed from elsewhere", () => {
  const cost = costOf([aDeployment()]).byService.get("shop/checkout");

  // cAdvisor 23, file systems 2, kube-state-metrics 28 + 7 of the pod and 21 of the Deployment.
  expect(cost).toMatchObject({ series: 81, logStreams: 1 });
});

test("counts recorded series by what they are told apart by", () => {
  const rules = [
    "groups:",
    "  - name: shop/checkout/1m",
    "    interval: 1m",
    "    rules:",
    "      - record: service:http_requests:rate5m",
    "        expr: vector(1)",
    "      - record: service_pod:memory:ratio",
    "        expr: vector(1)",
    "      - record: service_route:http_duration_seconds_bucket:rate5m",
    "        expr: sum by (le, route, version) (rate(x_bucket[5m]))",
  ];
  const annotations = { ...told, "cdk8s-observability/routes": "2" };
  const deployment = aDeployment({ annotations, spec: { replicas: 3 } });
  const series = checkout([deployment, aConfigMap("rules", rules.join("\n"))])?.series;

  // Each pod's own, one, one of each pod, 15 buckets of each route, and 11 of the group itself.
  expect(series).toBe(300 + 1 + 3 + 15 * 2 + 11);
});

test("keeps samples once for each replica of Prometheus", () => {
  const prometheus = (replicas: number): KubernetesObject =>
    aDeployment({ spec: { replicas }, container: { image: "quay.io/prometheus/prometheus:v3.0.0" } });
  const stored = (replicas: number): number =>
    costOf([aPrometheus("pods", "apiserver"), prometheus(replicas)]).byService.get("cluster")?.storagePerDay ?? 0;

  expect(stored(2)).toBe(2 * stored(1));
});

test("adds up to the total", () => {
  const { total, byService } = costOf(objectsBelow("test/golden/prod"));

  for (const amount of ["series", "samplesPerSecond", "logStreams", "storagePerDay", "cpu", "memory"] as const) {
    const sum = [...byService.values()].reduce((so, one) => so + one[amount], 0);
    expect(total[amount]).toBeCloseTo(sum, 3);
    expect(sum).toBeGreaterThan(0);
  }
});

/** Of Grafana nothing was deployed, and it is taken out here too. */
test("comes near what the real Prometheus had of dev", () => {
  const objects = objectsBelow("test/golden/dev").filter(({ metadata }) => metadata.name !== "grafana");
  const { total } = costOf(objects, { nodes: 1, otherPods: 5 });

  expect(Math.abs(total.series / 7_556 - 1)).toBeLessThan(0.1);
  expect(Math.abs(total.samplesPerSecond / 492 - 1)).toBeLessThan(0.1);
});

test("takes any object for what it is", () => {
  const metadata = { name: "odd", namespace: "shop" };
  const odd = ["Deployment", "ConfigMap", "PrometheusRule", "HorizontalPodAutoscaler", "Pod", "Service"].flatMap(
    (kind) => [
      { apiVersion: "v1", kind, metadata },
      { apiVersion: "v1", kind, metadata, spec: "text", data: [1] },
      {
        apiVersion: "v1",
        kind,
        metadata,
        spec: { template: { spec: { containers: [null, "x", { resources: 3 }] } }, groups: [7] },
      },
      {
        apiVersion: "v1",
        kind,
        metadata,
        spec: { replicas: "${REPLICAS}" },
        data: { a: "groups:\n- rules:\n  - record: x\n" },
      },
    ],
  );

  expect(Number.isFinite(costOf(odd).total.series)).toBe(true);
});
