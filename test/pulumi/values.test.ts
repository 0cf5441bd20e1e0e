import * as pulumi from "@pulumi/pulumi";
import { input } from "../../lib/core/input";
import { KubernetesDeployment } from "../../lib/pulumi";
import { deploy, requests, secretOf, startEngine, type Engine } from "./engine";
import { aConfigMap, aManifest, aSecret } from "./manifests";

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});

beforeEach(() => engine.clear());

describe("secrets", () => {
  it("encrypts the values of a Secret, and nothing else of it", async () => {
    const secret = aSecret({ data: { a: "eA==" }, stringData: { b: "y" }, type: "Opaque" });

    await deploy({ manifests: [aManifest(secret)] });

    expect(engine.registered("Secret/shop/credentials").inputs).toEqual({
      ...secret,
      data: secretOf({ a: "eA==" }),
      stringData: secretOf({ b: "y" }),
    });
  });

  it("keeps secret what the API server answers for them", async () => {
    const { options } = await requests({ manifests: [aManifest(aSecret({}))] });

    expect(options.get("Secret/shop/credentials")).toMatchObject({ additionalSecretOutputs: ["data", "stringData"] });
  });
});

describe("inputs", () => {
  it("replaces a whole value and parts of one, and leaves the rest alone", async () => {
    const data = { whole: input("host"), part: `https://${input("host")}:${input("port")}/`, other: "${HOME}" };

    await deploy({ manifests: [aManifest(aConfigMap(data))], inputs: { host: "example.com", port: "8080" } });

    expect(engine.registered("ConfigMap/shop/settings").inputs["data"]).toEqual({
      whole: "example.com",
      part: "https://example.com:8080/",
      other: "${HOME}",
    });
  });

  it("replaces inputs within lists", async () => {
    const spec = { containers: [{ args: ["--listen", `--url=${input("url")}`], ready: true, port: 80 }] };

    await deploy({ manifests: [aManifest({ ...aConfigMap(), spec })], inputs: { url: "x" } });

    expect(engine.registered("ConfigMap/shop/settings").inputs["spec"]).toEqual({
      containers: [{ args: ["--listen", "--url=x"], ready: true, port: 80 }],
    });
  });

  it("takes the output of another resource", async () => {
    const bucket = pulumi.output(Promise.resolve("logs-1a2b"));

    await deploy({ manifests: [aManifest(aConfigMap({ bucket: input("bucket") }))], inputs: { bucket } });

    expect(engine.registered("ConfigMap/shop/settings").inputs["data"]).toEqual({ bucket: "logs-1a2b" });
  });

  it("keeps a secret input secret in the one field that uses it", async () => {
    const data = { url: `https://hooks.example.com/${input("token")}`, mode: "plain" };
    const args = { manifests: [aManifest(aConfigMap(data))], inputs: { token: pulumi.secret("t0k3n") } };

    const { properties } = await requests(args);

    expect((await asSent(properties.get("ConfigMap/shop/settings")))["data"]).toEqual({
      url: secretOf("https://hooks.example.com/t0k3n"),
      mode: "plain",
    });
  });

  it("replaces inputs in a Secret's plain text", async () => {
    const secret = aSecret({ stringData: { url: input("slackUrl") } });

    await deploy({ manifests: [aManifest(secret)], inputs: { slackUrl: "https://example.com" } });

    expect(engine.registered("Secret/shop/credentials").inputs["stringData"]).toEqual(
      secretOf({ url: "https://example.com" }),
    );
  });

  it("refuses wrong inputs with all problems at once, and registers nothing", () => {
    const manifests = [aManifest(aConfigMap({ url: input("slackUrl") }))];

    expect(() => new KubernetesDeployment("wrong", { manifests, inputs: { slackURL: "x" } })).toThrow(
      [
        "2 problems found:",
        '  shop/checkout: ConfigMap/shop/settings needs input "slackUrl"; pass it as inputs.slackUrl',
        '  inputs.slackURL: no manifest uses it; write input("slackURL") where it belongs, or remove it',
      ].join("\n"),
    );
    expect(engine.count()).toBe(0);
  });
});

/** Properties as they go to the engine. The stand-in spreads a secret to the whole of its top-level property. */
function asSent(properties: pulumi.Inputs = {}): Promise<Record<string, unknown>> {
  return pulumi.runtime.serializeProperties("test", properties);
}
