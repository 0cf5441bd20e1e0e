/** The Pulumi programs of the guide deploy what they promise. */
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";
import { asRecord, ManifestChart, Resource } from "../../lib/core";
import type { KubernetesDeployment } from "../../lib/pulumi";
import { secretOf } from "../pulumi/engine";
import { page } from "./markdown";
import { source, sources, writeCompiled } from "./project";
import { inDirectory } from "./synth";

const guide = page("docs/guides/deploy.md");
const project = inDirectory("pulumi", (directory) => {
  for (const { file, code } of sources) writeCompiled(directory, file, code);
});

/** What the engine was asked to register, in order. */
const registered = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => {
    registered.set(name, inputs);
    return { id: name, state: inputs };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs }, "shop", "staging");
});
beforeEach(() => registered.clear());

test("the program makes the Secrets from its configuration, before the pods that wait for them", async () => {
  pulumi.runtime.setAllConfig({ "shop:context": "kind", "shop:slackUrl": "url", "shop:grafanaPassword": "password" });

  require(compiled("stacks/index.ts"));
  await until(() => registered.has("StatefulSet/observability/alertmanager"));
  await until(() => registered.has("Deployment/observability/grafana"));

  expect(registered.get("Secret/observability/alerting")?.["stringData"]).toEqual(secretOf({ "slack-url": "url" }));
  expect(registered.get("Secret/observability/grafana-admin")?.["stringData"]).toEqual(
    secretOf({ "admin-user": "admin", "admin-password": "password" }),
  );
  const order = [...registered.keys()];
  expect(order.indexOf("Secret/observability/alerting")).toBeLessThan(
    order.indexOf("StatefulSet/observability/alertmanager"),
  );
}, 30_000);

test("the function protects what holds data, and what it says beside", () => {
  const app = new App();
  const shop = new ManifestChart(app, "shop", { namespace: "shop" });
  new Resource(shop, "inside", "ConfigMap", { name: "settings", labels: {} }, { data: {} });
  const elsewhere = new ManifestChart(app, "elsewhere", { namespace: "other", podSecurity: "restricted" });
  new Resource(elsewhere, "outside", "ConfigMap", { name: "settings", labels: {} }, { data: {} });
  const program = sources.find(({ file }) => file.startsWith("stacks/deploy-"))?.file ?? "";

  const { deploy } = require(compiled(program)) as { deploy: (app: App) => KubernetesDeployment };
  const { resources } = deploy(app);

  const isProtected = [...resources].map(([name, resource]) => [name, asRecord(resource)["__protect"] ?? false]);
  expect(Object.fromEntries(isProtected)).toEqual({
    "Namespace/other": true,
    "ConfigMap/shop/settings": true,
    "ConfigMap/other/settings": false,
  });
});

test("Pulumi.yaml starts the program that the guide compiles", () => {
  const yaml = guide.blocks.find(({ language, text }) => language === "yaml" && text.startsWith("name: "));

  expect(yaml?.text).toContain(`main: dist/${source("stacks/index.ts").file.replace(/\.ts$/, ".js")}`);
});

function compiled(file: string): string {
  return `${project}/dist/${file.replace(/\.ts$/, ".js")}`;
}

/** Registration happens a while after the program has ended. */
async function until(holds: () => boolean, patience = 200): Promise<void> {
  if (holds()) return;
  if (patience === 0) throw new Error(`not registered; got ${[...registered.keys()].join(", ")}`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await until(holds, patience - 1);
}
