import { App } from "cdk8s";
import { ManifestChart, render, Resource, type KubernetesObject, type ManifestChartProps } from "../../lib/core";

function rendered(props: Partial<ManifestChartProps>): KubernetesObject[] {
  const app = new App();
  const chart = new ManifestChart(app, "shop", { namespace: "shop", ...props });
  new Resource(chart, "settings", "ConfigMap", { name: "settings", labels: {} }, {});
  return render(app).map(({ object }) => object);
}

test("leaves the namespace to somebody else unless it says how secure its pods are", () => {
  expect(rendered({}).map(({ kind }) => kind)).toEqual(["ConfigMap"]);
  expect(rendered({ podSecurity: "restricted" }).map(({ kind }) => kind)).toEqual(["Namespace", "ConfigMap"]);
});

test("declares a namespace that enforces a Pod Security level", () => {
  const [namespace] = rendered({ podSecurity: "restricted", labels: { team: "shop" } });

  expect(namespace?.metadata).toEqual({
    name: "shop",
    labels: {
      "app.kubernetes.io/component": "namespace",
      "app.kubernetes.io/managed-by": "cdk8s-observability",
      "app.kubernetes.io/name": "shop",
      "app.kubernetes.io/part-of": "shop",
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
      team: "shop",
    },
  });
});

test("says why a namespace is not restricted", () => {
  const [namespace] = rendered({ podSecurity: { level: "privileged", reason: "reads the node" } });

  expect(namespace?.metadata).toMatchObject({
    labels: { "pod-security.kubernetes.io/enforce": "privileged" },
    annotations: { "cdk8s-observability/pod-security-reason": "reads the node" },
  });
});

test.each([undefined, "restricted"] as const)(
  "refuses a name that no namespace can have (podSecurity %s)",
  (podSecurity) => {
    expect(() => rendered({ namespace: "Not A Name!", ...(podSecurity && { podSecurity }) })).toThrow(
      'shop: namespace "Not A Name!": expected the name of a namespace',
    );
  },
);
