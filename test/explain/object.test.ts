import { explainObject, type ObjectExplanation, type World } from "../../lib/explain";
import { declaredWorld, worldWith } from "./worlds";

const prod = declaredWorld("prod");
const checkout = explained(prod, "Deployment/shop/checkout");

function explained(world: World, identity: string): ObjectExplanation {
  const explanation = explainObject(world, identity);
  if (!explanation) throw new Error(`${identity} is not rendered`);
  return explanation;
}

function propertyOf({ properties }: ObjectExplanation, name: string): unknown {
  return properties?.find(({ property }) => property === name);
}

test("tells the constructs that declared an object, from the inside out", () => {
  expect(checkout.constructs).toEqual([
    { path: "shop/checkout/deployment", type: "Resource" },
    { path: "shop/checkout", type: "WebService" },
    { path: "shop", type: "ManifestChart" },
  ]);
});

test("tells of each property whether it is given, and the fields that it sets", () => {
  expect(propertyOf(checkout, "resources.memory")).toEqual({
    property: "resources.memory",
    value: '"128Mi"',
    given: true,
    shapes: "resources.requests.memory, limits.memory",
  });
  expect(propertyOf(checkout, "shutdown.delay")).toEqual({
    property: "shutdown.delay",
    value: '"5s"',
    given: false,
    shapes: "lifecycle.preStop",
  });
});

test("tells of an object only the properties that shape it", () => {
  const autoscaler = explained(prod, "HorizontalPodAutoscaler/shop/checkout");

  expect(propertyOf(autoscaler, "scaling.max")).toMatchObject({ value: "12", given: true });
  expect(propertyOf(autoscaler, "image")).toBeUndefined();
});

test("does not tell of a default that another property replaces", () => {
  expect(propertyOf(checkout, "replicas")).toBeUndefined();
  expect(propertyOf(explained(worldWith({}), "Deployment/shop/checkout"), "replicas")).toMatchObject({
    value: "2",
    given: false,
  });
});

test("tells of probes that were switched off, and of no startup probe then", () => {
  const deployment = explained(worldWith({ probes: false }), "Deployment/shop/checkout");

  expect(propertyOf(deployment, "probes")).toMatchObject({ value: "false", given: true });
  expect(propertyOf(deployment, "probes.startup")).toBeUndefined();
});

test("shows no value that may be a secret", () => {
  const env = {
    API_TOKEN: "hunter2",
    DB_URL: "postgres://app:hunter2@db/app",
    LEVEL: "info",
    KEY: { secret: "db", key: "k" },
  };
  const deployment = explained(worldWith({ env }), "Deployment/shop/checkout");

  expect(JSON.stringify(deployment)).not.toContain("hunter2");
  expect(propertyOf(deployment, "env.LEVEL")).toMatchObject({ value: '"info"' });
  expect(propertyOf(deployment, "env.KEY")).toMatchObject({ value: '{ secret: "db", key: "k" }' });
});

test("tells what differs from the profile of a program of the stack, and names no address of a receiver", () => {
  const alertmanager = explained(prod, "StatefulSet/observability/alertmanager");

  expect(propertyOf(alertmanager, "profile")).toMatchObject({ value: '"ha"', given: true });
  expect(propertyOf(alertmanager, "namespace")).toMatchObject({ value: '"observability"', given: false });
  expect(propertyOf(alertmanager, "alerting.receivers")).toMatchObject({ value: '["oncall", "chat"]' });
  expect(propertyOf(alertmanager, "prometheus.retention")).toBeUndefined();
});

test("says that it does not know what a construct was given that does not keep it", () => {
  expect(explained(prod, "Deployment/shop/redis").properties).toBeUndefined();
});

test("tells what overrides changed, and nothing where there are none", () => {
  const identity = "PodDisruptionBudget/shop/checkout";
  const isIt = ({ kind, namespace }: { kind: string; namespace: string | undefined }): boolean =>
    kind === "PodDisruptionBudget" && namespace === "shop";
  const world = worldWith(
    {},
    {
      overrides: [
        (object) =>
          isIt({ kind: object.kind, namespace: object.metadata.namespace })
            ? { ...object, spec: { maxUnavailable: 2, selector: {} } }
            : object,
      ],
    },
  );

  expect(explained(world, identity).overrides).toEqual([
    { path: "spec.maxUnavailable", before: "1", after: "2" },
    { path: "spec.selector.matchLabels", before: '{ "app.kubernetes.io/name": "checkout" }' },
    { path: "spec.unhealthyPodEvictionPolicy", before: '"AlwaysAllow"' },
  ]);
  expect(explained(world, "Service/shop/checkout").overrides).toEqual([]);
});

test("tells what an object needs, and what needs it", () => {
  expect(checkout.dependsOn).toEqual(["Namespace/shop", "ServiceAccount/shop/checkout"]);
  expect(checkout.neededBy).toEqual(["HorizontalPodAutoscaler/shop/checkout"]);
});

describe("what watches it", () => {
  test("is the monitor that declared it, with who is told and where one looks", () => {
    expect(checkout.watch).toMatchObject({
      monitor: "shop/checkout",
      scrape: { job: "shop/checkout", endpoint: { port: "8080", path: "/metrics" } },
      logs: '{service_name="checkout",k8s_namespace_name="shop"}',
      traces: "checkout",
    });
    expect(checkout.watch?.alerts).toContainEqual({
      alert: "ServiceErrors5xx",
      severity: "critical",
      receivers: ["oncall"],
      given: { property: "alerts.errors5xx.critical.above", value: '"2%"', given: true },
    });
    expect(checkout.watch?.dashboards).toContainEqual({
      uid: "triage",
      url: "https://grafana.example.com/d/triage?var-namespace=shop&var-service=checkout",
    });
  });

  test("is the monitor of a workload that somebody else declared", () => {
    expect(explained(prod, "Deployment/shop/redis").watch).toMatchObject({ monitor: "shop/redis" });
    expect(explained(prod, "Service/shop/redis").watch).toMatchObject({ monitor: "shop/redis" });
  });

  test("knows metrics that are pushed, by their job", () => {
    expect(explained(prod, "Deployment/shop/inventory").watch?.scrape).toEqual({ job: "shop/inventory" });
  });

  test("is nobody for an object of the cluster", () => {
    expect(explained(prod, "Namespace/shop").watch).toBeUndefined();
  });
});

test("tells whose rules a ConfigMap holds, and what tunes them", () => {
  const place = prod.manifests.find(({ object }) =>
    JSON.stringify(object["data"] ?? {}).includes('"shop.checkout.yaml"'),
  );
  const name = place?.object.metadata.name ?? "";
  const [rules] = explained(prod, `ConfigMap/observability/${name}`).rules;

  expect(rules).toMatchObject({ monitor: "shop/checkout", file: "shop.checkout.yaml" });
  expect(rules?.given).toContainEqual({
    property: "alerts.errors5xx",
    value: '{ warning: { above: "1%" }, critical: { above: "2%" } }',
    given: true,
  });
});

describe("what it requests", () => {
  test.each([
    ["Deployment/shop/checkout", { pods: { min: 3, max: 12 }, cpu: 0.1, memory: 128 * 2 ** 20 }],
    ["Deployment/shop/redis", { pods: { min: 1, max: 1 }, cpu: 0.02, memory: 32 * 2 ** 20 }],
  ])("by %s", (identity, cost) => {
    expect(explained(prod, identity).cost).toMatchObject(cost);
  });

  test("on each node has no number of pods", () => {
    expect(explained(prod, "DaemonSet/observability-node/node-exporter").cost).not.toHaveProperty("pods");
  });

  test("is nothing for what has no pods", () => {
    expect(explained(prod, "Service/shop/checkout")).not.toHaveProperty("cost");
  });
});

test("tells what it costs to watch its service", () => {
  const { cost } = checkout;

  expect(cost?.watching).toMatchObject({ service: "shop/checkout", logStreams: 1 });
  expect(cost?.watching.series).toBeGreaterThan(100);
});

test("does not know an object that is not rendered", () => {
  expect(explainObject(prod, "Deployment/shop/nobody")).toBeUndefined();
});
