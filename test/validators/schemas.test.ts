/** The schemas that tools/ makes let through what Kubernetes takes, and catch what the other validators rely on. */
import { join } from "node:path";
import { dump } from "js-yaml";
import { kubernetesVersions } from "../../tools/find";
import { checkManifests } from "./check";
import { layOut } from "./sandbox";

describe.each(kubernetesVersions)("the schemas of Kubernetes %s", (version) => {
  test.each<[string, object]>([
    ["a Deployment", aDeployment()],
    ["integers as quantities and ports", aDeployment({ container: { resources: { limits: { cpu: 2 } } } })],
    ["names of ports", aDeployment({ container: { readinessProbe: { httpGet: { port: "http" } } } })],
    ["kinds of other groups", aNetworkPolicy()],
    ["kinds that refer to themselves", aCustomResourceDefinition()],
  ])("take %s", (_, manifest) => {
    expect(validate(version, manifest)).toContain("Valid: 1,");
  });

  test.each<[string, object, RegExp]>([
    ["a misspelt field", aDeployment({ spec: { replica: 1 } }), /additional properties 'replica' not allowed/],
    [
      "a misspelt field deep inside",
      aDeployment({ container: { imagePullpolicy: "Always" } }),
      /'imagePullpolicy' not allowed/,
    ],
    ["a wrong type", aDeployment({ spec: { replicas: "2" } }), /got string, want integer/],
    [
      "a number in an annotation",
      aDeployment({ metadata: { annotations: { port: 8080 } } }),
      /got number, want string/,
    ],
    ["a null", aDeployment({ metadata: { labels: null } }), /got null, want object/],
    ["a number beyond 32 bits", aDeployment({ spec: { replicas: 2 ** 31 } }), /maximum/],
    ["a missing required field", aDeployment({ spec: { selector: undefined } }), /missing property 'selector'/],
    ["an API that does not exist", { ...aDeployment(), apiVersion: "apps/v2" }, /could not find schema/],
  ])("refuse %s", (_, manifest, complaint) => {
    expect(() => validate(version, manifest)).toThrow(complaint);
  });
});

function validate(version: string, manifest: object): string {
  const root = layOut([["manifest.yaml", dump(manifest, { skipInvalid: true })]]);
  return checkManifests(version, join(root, "manifest.yaml"));
}

function aDeployment(parts: { metadata?: object; spec?: object; container?: object } = {}): object {
  const labels = { "app.kubernetes.io/name": "shop" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "shop", namespace: "shop", ...parts.metadata },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "shop", image: "shop:1", ports: [{ containerPort: 8080 }], ...parts.container }] },
      },
      ...parts.spec,
    },
  };
}

function aNetworkPolicy(): object {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "shop" },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ ports: [{ port: "http" }, { port: 8080 }] }] },
  };
}

function aCustomResourceDefinition(): object {
  const spec = { type: "object", properties: { replicas: { type: "integer" } } };
  const schema = { openAPIV3Schema: { type: "object", properties: { spec } } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "shops.example.com" },
    spec: {
      group: "example.com",
      names: { kind: "Shop", plural: "shops" },
      scope: "Namespaced",
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  };
}
