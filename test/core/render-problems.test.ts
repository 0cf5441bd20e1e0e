import { Testing } from "cdk8s";
import { Construct } from "constructs";
import { ManifestChart, Problems, render, Resource, SynthesisError } from "../../lib/core";

function configMap(scope: Construct, id: string): Resource<"ConfigMap"> {
  return new Resource(scope, id, "ConfigMap", { name: id, labels: {} }, { data: {} });
}

test("refuses a cluster-scoped kind without its group, which would match nothing", () => {
  expect(() => render(Testing.app(), { clusterScoped: ["ClusterIssuer"] })).toThrow(
    'clusterScoped "ClusterIssuer": expected Kind.group, such as "ClusterIssuer.cert-manager.io"',
  );
});

test("names both owners of a duplicate identity", () => {
  const app = Testing.app();
  configMap(new ManifestChart(app, "one", { namespace: "shop" }), "config");
  configMap(new ManifestChart(app, "two", { namespace: "shop" }), "config");

  expect(() => render(app)).toThrow("two/config: ConfigMap/shop/config is declared by one/config too");
});

test("throws the problems of all constructs at once, each with its path", () => {
  const app = Testing.app();
  for (const id of ["one", "two"]) {
    const problems = new Problems();
    problems.add("resources.memory", "256mb", 'a Kubernetes quantity such as "256Mi"');
    problems.reportOn(new Construct(app, id));
  }

  expect(() => render(app)).toThrow(
    new SynthesisError([
      'one: resources.memory "256mb": expected a Kubernetes quantity such as "256Mi"',
      'two: resources.memory "256mb": expected a Kubernetes quantity such as "256Mi"',
    ]),
  );
});

test("throws duplicates and cycles next to the problems of constructs", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  const other = new ManifestChart(app, "other", { namespace: "shop" });
  const a = configMap(chart, "a");
  const again = configMap(other, "a");
  a.addDependency(again);
  again.addDependency(a);
  new Resource(chart, "broken", "ConfigMap", { name: "broken", labels: {} }, () => {
    throw new Error("cannot be rendered, because of the problem");
  });
  const problems = new Problems();
  problems.add("port", 0, "a port from 1 to 65535");
  problems.reportOn(chart);

  expect(() => render(app)).toThrow(
    new SynthesisError([
      "chart: port 0: expected a port from 1 to 65535",
      "chart/a, other/a: dependencies form a cycle; remove one of them",
      "other/a: ConfigMap/shop/a is declared by chart/a too; rename one or remove it",
    ]),
  );
});

test("lets what fails without any problem fail", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new Resource(chart, "broken", "ConfigMap", { name: "broken", labels: {} }, () => {
    throw new TypeError("unforeseen");
  });

  expect(() => render(app)).toThrow(TypeError);
});

test("names the constructs of a dependency cycle", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  const a = configMap(chart, "a");
  const b = configMap(chart, "b");
  a.addDependency(b);
  b.addDependency(a);

  expect(() => render(app)).toThrow("chart/a, chart/b: dependencies form a cycle");
});
