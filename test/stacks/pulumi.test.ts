/** What `pulumi up` deploys, and where. */
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";
import { input, ManifestChart, Resource } from "../../lib";
import type { KubernetesDeploymentArgs } from "../../lib/pulumi";
import { valueOf } from "../pulumi/engine";

interface Deployed {
  readonly context: string;
  readonly args: KubernetesDeploymentArgs;
}

function anApp(): App {
  const app = new App();
  const chart = new ManifestChart(app, "shop", { namespace: "shop" });
  const data = { url: input("slackUrl"), key: input("pagerKey") };
  new Resource(chart, "settings", "ConfigMap", { name: "settings", labels: {} }, { data });
  return app;
}

/** Runs the program in a stack, up to where KubernetesDeployment takes over. */
async function up(stack: string, config: Record<string, string>): Promise<Deployed> {
  await pulumi.runtime.setMocks(
    { newResource: ({ inputs }) => ({ id: "", state: inputs }), call: () => ({}) },
    "p",
    stack,
  );
  const values = Object.entries(config).map(([key, value]): [string, string] => [`p:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(values));
  const kubernetesProvider = jest.fn((_: string, { context }: { context: string }) => context);
  const KubernetesDeployment = jest.fn();
  jest.isolateModules(() => {
    jest.doMock("@pulumi/pulumi", () => pulumi);
    jest.doMock("../../lib/pulumi", () => ({ kubernetesProvider, KubernetesDeployment }));
    jest.doMock("../../stacks/build", () => ({ build: anApp }));
    require("../../stacks");
  });
  const [, args, { provider }] = KubernetesDeployment.mock.lastCall as [
    string,
    KubernetesDeploymentArgs,
    { provider: string },
  ];
  return { context: provider, args };
}

test("deploys to the context that the configuration names", async () => {
  expect((await up("staging", { context: "kind" })).context).toBe("kind");
});

test("refuses to deploy to whatever context is current", async () => {
  await expect(up("staging", {})).rejects.toThrow("p:context");
});

test("refuses a stack that is no environment", async () => {
  await expect(up("test", { context: "kind" })).rejects.toThrow("stack test: expected one of dev, staging, prod");
});

test("reads each input that the environment mentions from the configuration, as a secret", async () => {
  const { inputs = {} } = (await up("staging", { context: "kind", slackUrl: "url", other: "x" })).args;

  expect(Object.keys(inputs).toSorted()).toEqual(["pagerKey", "slackUrl"]);
  expect(await valueOf(pulumi.output(inputs["slackUrl"]))).toBe("url");
  expect(await pulumi.isSecret(pulumi.output(inputs["slackUrl"]))).toBe(true);
  // KubernetesDeployment tells of it, next to all others that are missing.
  expect(inputs["pagerKey"]).toBeUndefined();
});

test.each([
  ["dev", false],
  ["staging", true],
  ["prod", true],
])("protects what holds data, except where the profile is dev: %s", async (stack, protect) => {
  expect((await up(stack, { context: "kind" })).args.protect).toBe(protect);
});
