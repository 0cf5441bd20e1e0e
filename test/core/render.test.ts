import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { load } from "js-yaml";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identityOf, ManifestChart, render, Resource, type KubernetesObject } from "../../lib/core";

function configMap(scope: Construct, id: string, data: Record<string, string> = {}): Resource<"ConfigMap"> {
  return new Resource(scope, id, "ConfigMap", { name: id, labels: {} }, { data });
}

function identities(app: App): string[] {
  return render(app).map(({ object }) => identityOf(object));
}

test("renders the same objects as app.synth()", () => {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  const app = new App({ outdir });
  const first = new ManifestChart(app, "first", { namespace: "one", labels: { team: "shop" } });
  const second = new Chart(app, "second", { namespace: "two" });
  const nested = new Chart(second, "nested", { namespace: "three" });
  configMap(first, "ours", { b: "2", a: "1" });
  configMap(first, "patched", { a: "1" }).addJsonPatch(JsonPatch.replace("/data/a", "3"));
  new ApiObject(second, "lazy", {
    apiVersion: "v1",
    kind: "ConfigMap",
    data: Lazy.any({ produce: () => ({ x: "y" }) }),
  });
  new k8s.KubeDeployment(nested, "generated", {
    spec: {
      selector: { matchLabels: { a: "b" } },
      template: {
        metadata: { labels: { a: "b" } },
        spec: {
          containers: [
            {
              name: "c",
              image: "example.com/c:1",
              resources: { limits: { memory: k8s.Quantity.fromString("1Gi") } },
              livenessProbe: { httpGet: { path: "/", port: k8s.IntOrString.fromString("http") } },
            },
          ],
        },
      },
    },
  });
  new ApiObject(second, "custom", {
    apiVersion: "example.com/v1",
    kind: "Widget",
    spec: { list: [1, { b: 1, a: null }] },
  });

  app.synth();
  const synthesised = readdirSync(outdir).flatMap((file) =>
    readFileSync(join(outdir, file), "utf8")
      .split(/^---$/m)
      .filter((document) => document.trim() !== "")
      .map((document) => load(document) as KubernetesObject),
  );
  const rendered = render(app).map(({ object }) => object);

  const byIdentity = (a: KubernetesObject, b: KubernetesObject): number => (identityOf(a) < identityOf(b) ? -1 : 1);
  expect(rendered.toSorted(byIdentity)).toEqual(synthesised.toSorted(byIdentity));
  expect(rendered).toHaveLength(5);
});

test("gives the same bytes for the same tree", () => {
  const build = (): App => {
    const app = Testing.app();
    const chart = new ManifestChart(app, "chart", { namespace: "shop" });
    configMap(chart, "b", { y: "1", x: "2" });
    configMap(chart, "a");
    return app;
  };

  expect(JSON.stringify(render(build()))).toBe(JSON.stringify(render(build())));
});

test("puts apiVersion, kind and metadata first and sorts every other key", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new Resource(
    chart,
    "config",
    "ConfigMap",
    { name: "config", labels: { z: "1", a: "2" } },
    { immutable: true, data: { z: "", a: "" } },
  );

  const object = render(app)[0]?.object ?? {};

  expect(Object.keys(object)).toEqual(["apiVersion", "kind", "metadata", "data", "immutable"]);
  expect(JSON.stringify(object)).toContain('"data":{"a":"","z":""}');
  expect(JSON.stringify(object)).toContain('"labels":{"a":"2","z":"1"}');
});

test("strips the chart's namespace from cluster-scoped kinds only", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new Resource(chart, "namespace", "Namespace", { name: "shop", labels: {} }, {});
  new Resource(chart, "role", "ClusterRole", { name: "reader", labels: {} }, { rules: [] });
  configMap(chart, "config");

  const namespaces = Object.fromEntries(render(app).map(({ object }) => [object.kind, object.metadata.namespace]));

  expect(namespaces).toEqual({ Namespace: undefined, ClusterRole: undefined, ConfigMap: "shop" });
});

test("strips it from custom kinds that are declared as cluster-scoped", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new ApiObject(chart, "issuer", { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { name: "a" } });
  new ApiObject(chart, "gateways", {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GatewayClass",
    metadata: { name: "a" },
  });
  const clusterScoped = ["ClusterIssuer.cert-manager.io", "GatewayClass.gateway.networking.k8s.io"];

  expect(render(app).map(({ object }) => object.metadata.namespace)).toEqual(["shop", "shop"]);
  expect(render(app, { clusterScoped }).map(({ object }) => object.metadata.namespace)).toEqual([undefined, undefined]);
});

test("orders namespaces, then what pods read, then workloads, then what acts on them", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  const labels = {};
  new Resource(
    chart,
    "hpa",
    "HorizontalPodAutoscaler",
    { name: "a", labels },
    { spec: { maxReplicas: 1, scaleTargetRef: { kind: "Deployment", name: "a" } } },
  );
  new Resource(
    chart,
    "deployment",
    "Deployment",
    { name: "a", labels },
    { spec: { selector: {}, template: { spec: { containers: [] } } } },
  );
  configMap(chart, "config");
  new Resource(chart, "namespace", "Namespace", { name: "shop", labels }, {});

  expect(render(app).map(({ object }) => object.kind)).toEqual([
    "Namespace",
    "ConfigMap",
    "Deployment",
    "HorizontalPodAutoscaler",
  ]);
});

test("follows dependencies between charts, whatever their phases", () => {
  const app = Testing.app();
  const late = new ManifestChart(app, "late", { namespace: "shop" });
  const early = new ManifestChart(app, "early", { namespace: "shop" });
  configMap(late, "second");
  new Resource(early, "first", "Deployment", { name: "first", labels: {} }, { spec: { selector: {}, template: {} } });
  late.addDependency(early);

  expect(identities(app)).toEqual(["Deployment/shop/first", "ConfigMap/shop/second"]);
  expect(render(app)[1]?.dependsOn).toEqual(["Deployment/shop/first"]);
});

test("renders a long chain of dependent charts without trying every path through it", () => {
  const app = Testing.app();
  let previous: Chart | undefined;
  for (let i = 0; i < 40; i++) {
    const chart = new ManifestChart(app, `chart${i}`, { namespace: `n${i}` });
    for (let j = 0; j < 20; j++) configMap(chart, `c${j}`);
    if (previous) chart.addDependency(previous);
    previous = chart;
  }

  // cdk8s does not finish five such charts in half a minute; this test would time out.
  expect(render(app)).toHaveLength(800);
});

test("depends on the rendered objects that a workload names", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new Resource(chart, "namespace", "Namespace", { name: "shop", labels: {} }, {});
  configMap(chart, "settings");
  new Resource(chart, "account", "ServiceAccount", { name: "api", labels: {} }, {});
  new Resource(
    chart,
    "deployment",
    "Deployment",
    { name: "api", labels: {} },
    {
      spec: {
        selector: {},
        template: {
          spec: {
            serviceAccountName: "api",
            containers: [{ name: "api", envFrom: [{ secretRef: { name: "not-rendered-here" } }] }],
            volumes: [
              { name: "a", configMap: { name: "settings" } },
              { name: "b", projected: { sources: [{ configMap: { name: "settings", optional: true } }] } },
            ],
          },
        },
      },
    },
  );

  const deployment = render(app).find(({ object }) => object.kind === "Deployment");

  expect(deployment?.dependsOn.toSorted()).toEqual([
    "ConfigMap/shop/settings",
    "Namespace/shop",
    "ServiceAccount/shop/api",
  ]);
});

test("tells kinds of the same name apart by their API group", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new ApiObject(chart, "a", { apiVersion: "v1", kind: "Service", metadata: { name: "x" } });
  new ApiObject(chart, "b", { apiVersion: "serving.knative.dev/v1", kind: "Service", metadata: { name: "x" } });

  expect(identities(app).toSorted()).toEqual(["Service.serving.knative.dev/shop/x", "Service/shop/x"]);
});

test("gives overrides the last word, and drops what they drop", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  configMap(chart, "kept", { a: "1" });
  configMap(chart, "dropped");

  const manifests = render(app, {
    overrides: [
      (object) => (object.metadata.name === "dropped" ? undefined : object),
      (object) => ({ ...object, data: { a: "2" } }),
    ],
  });

  expect(manifests.map(({ object }) => [object.metadata.name, object["data"]])).toEqual([["kept", { a: "2" }]]);
});

test("takes labels and annotations that are added later", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop", labels: { team: "shop" } });
  const config = new Resource(chart, "config", "ConfigMap", { name: "config", labels: { a: "1" } }, {});
  const before = render(app)[0]?.object.metadata;
  config.metadata.addLabel("b", "2");
  config.metadata.addAnnotation("note", "later");

  expect(before).toEqual({ name: "config", namespace: "shop", labels: { a: "1", team: "shop" } });
  expect(render(app)[0]?.object.metadata).toEqual({
    name: "config",
    namespace: "shop",
    labels: { a: "1", b: "2", team: "shop" },
    annotations: { note: "later" },
  });
});
