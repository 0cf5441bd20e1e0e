import * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "../../lib/core/manifest";
import { kubernetesProvider, type KubernetesDeployment } from "../../lib/pulumi";
import { deploy, requests, startEngine, valueOf, type Engine } from "./engine";
import { aConfigMap, aManifest } from "./manifests";

const NAMESPACE: KubernetesObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
const DEPLOYMENT: KubernetesObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "checkout", namespace: "shop" },
  spec: { replicas: 2 },
};
const SERVICE: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "checkout", namespace: "shop" },
  spec: { selector: { "app.kubernetes.io/name": "checkout" } },
};

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(() => engine.clear());

describe("resources", () => {
  it("registers each object under its identity, as it was rendered", async () => {
    await deploy({ manifests: [aManifest(NAMESPACE), aManifest(DEPLOYMENT)] });

    expect(engine.registered("Namespace/shop")).toMatchObject({
      type: "kubernetes:core/v1:Namespace",
      inputs: NAMESPACE,
    });
    const deployment = engine.registered("Deployment/shop/checkout");
    expect(deployment.type).toBe("kubernetes:apps/v1:Deployment");
    expect(deployment.inputs).toEqual(DEPLOYMENT);
  });

  it("names resources after neither the component nor the construct", async () => {
    const before = await deploy({ manifests: [aManifest(DEPLOYMENT)] }, "before");
    const moved = { ...aManifest(DEPLOYMENT), source: "elsewhere/checkout" };
    const after = await deploy({ manifests: [moved] }, "after");

    expect(await urnOf(after, "Deployment/shop/checkout")).toBe(await urnOf(before, "Deployment/shop/checkout"));
    expect(await urnOf(after, "Deployment/shop/checkout")).toBe(
      "urn:pulumi:test::shop::cdk8s-observability:index:KubernetesDeployment$kubernetes:apps/v1:Deployment::Deployment/shop/checkout",
    );
  });

  it("keeps apart the same objects in two clusters of one program", async () => {
    const deployment = await deploy({ manifests: [aManifest(NAMESPACE)], namePrefix: "eu" });

    expect(engine.registered("eu/Namespace/shop").inputs).toEqual(NAMESPACE);
    expect([...deployment.resources.keys()]).toEqual(["Namespace/shop"]);
  });

  it("registers custom kinds too", async () => {
    const monitor = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: "a", namespace: "shop" },
    };

    await deploy({ manifests: [aManifest(monitor)] });

    expect(engine.registered("ServiceMonitor.monitoring.coreos.com/shop/a").type).toBe(
      "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
    );
  });

  it("registers hundreds of objects", async () => {
    const names = Array.from({ length: 300 }, (_, i) => `settings-${i}`);
    const manifests = names.map((name) =>
      aManifest({ ...aConfigMap(), metadata: { name, namespace: "shop" } }, ["Namespace/shop"]),
    );

    await deploy({ manifests: [aManifest(NAMESPACE), ...manifests] });

    expect(engine.count()).toBe(302);
  });
});

describe("options", () => {
  it("waits for what the manifest depends on, in whatever order they come", async () => {
    const { options } = await requests({
      manifests: [
        aManifest(DEPLOYMENT, ["Namespace/shop", "ConfigMap/shop/settings"]),
        aManifest(NAMESPACE),
        aManifest(),
      ],
    });

    const dependencies = [options.get("Deployment/shop/checkout")?.dependsOn].flat();
    expect(await namesOf(dependencies)).toEqual(["Namespace/shop", "ConfigMap/shop/settings"]);
  });

  it("deletes an object before it creates its replacement of the same name", async () => {
    const { options } = await requests({ manifests: [aManifest()] });

    expect(options.get("ConfigMap/shop/settings")).toMatchObject({ deleteBeforeReplace: true });
  });

  it("pins the provider's version", async () => {
    const { options } = await requests({ manifests: [aManifest()] });

    expect(options.get("ConfigMap/shop/settings")?.version).toMatch(/^4\.\d+\.\d+$/);
  });

  it("protects what holds data, and nothing else", async () => {
    const { options } = await requests({ manifests: [aManifest(NAMESPACE), aManifest()] });

    expect(options.get("Namespace/shop")?.protect).toBe(true);
    expect(options.get("ConfigMap/shop/settings")).not.toHaveProperty("protect");
  });

  it("protects nothing when told so", async () => {
    const { options } = await requests({ manifests: [aManifest(NAMESPACE)], protect: false });

    expect(options.get("Namespace/shop")).not.toHaveProperty("protect");
  });

  it("protects what the caller chooses", async () => {
    const { options } = await requests({
      manifests: [aManifest(NAMESPACE), aManifest(DEPLOYMENT)],
      protect: ({ kind }) => kind === "Deployment",
    });

    expect(options.get("Namespace/shop")).not.toHaveProperty("protect");
    expect(options.get("Deployment/shop/checkout")?.protect).toBe(true);
  });

  it("passes the component's provider on to every object", async () => {
    const provider = kubernetesProvider("production");

    await deploy({ manifests: [aManifest()] }, "with-provider", { provider });

    expect(engine.registered("ConfigMap/shop/settings").provider).toMatch(/pulumi:providers:kubernetes::production::/);
  });
});

describe("waiting", () => {
  it("does not wait for a Service's endpoints, as its workload is waited for", async () => {
    await deploy({ manifests: [aManifest(SERVICE)] });

    expect(engine.registered("Service/shop/checkout").inputs).toMatchObject({
      metadata: { annotations: { "pulumi.com/skipAwait": "true" } },
      spec: SERVICE["spec"],
    });
  });

  it("waits for the address of a LoadBalancer", async () => {
    await deploy({ manifests: [aManifest({ ...SERVICE, spec: { type: "LoadBalancer" } })] });

    expect(engine.registered("Service/shop/checkout").inputs).not.toHaveProperty("metadata.annotations");
  });

  it("lets a Service say for itself whether to wait", async () => {
    const metadata = { ...SERVICE.metadata, annotations: { "pulumi.com/skipAwait": "false" } };

    await deploy({ manifests: [aManifest({ ...SERVICE, metadata })] });

    expect(engine.registered("Service/shop/checkout").inputs).toHaveProperty("metadata", metadata);
  });
});

describe("kubernetesProvider", () => {
  it("changes configuration in place and knows the cluster by its name", async () => {
    await valueOf(kubernetesProvider("production", { context: "prod-admin" }).id);

    expect(engine.registered("production").inputs).toMatchObject({
      clusterIdentifier: "production",
      context: "prod-admin",
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
    });
  });

  it("lets the caller decide otherwise", async () => {
    await valueOf(kubernetesProvider("production", { enableSecretMutable: false }).id);

    expect(engine.registered("production").inputs).toMatchObject({ enableSecretMutable: "false" });
  });
});

function urnOf(deployment: KubernetesDeployment, identity: string): Promise<string> {
  const resource = deployment.resources.get(identity);
  if (resource === undefined) throw new Error(`no ${identity} in ${[...deployment.resources.keys()].join(", ")}`);
  return valueOf(resource.urn);
}

function namesOf(dependencies: readonly unknown[]): Promise<string[]> {
  const resources = dependencies.filter((dependency) => pulumi.Resource.isInstance(dependency));
  return Promise.all(resources.map(async ({ urn }) => (await valueOf(urn)).split("::").at(-1) ?? ""));
}
