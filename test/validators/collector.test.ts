/** The real collector over the agent and the gateway of every golden environment. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { k8sDistribution, renamedComponents, type ComponentKind } from "../../lib/components/collector/distribution";
import { asRecord, asRecords, toYaml } from "../../lib/core";
import { check } from "./check";
import { environments, text } from "./golden-tree";
import { listenLocally } from "./listen-locally";
import { localContainer, missingVariables } from "./local-container";
import { answers, start } from "./running";
import { layOut } from "./sandbox";

describe.each(environments)("the collectors in %s", (environment) => {
  test.each(["agent", "gateway"])("accept the configuration of the %s", (role) => {
    const { args, env, path } = localContainer(environment, `collector-${role}-config`);
    withoutServiceAccount(path("collector.yaml"));

    expect(() => check("otelcol-k8s", ["validate", ...args], env)).not.toThrow();
  });

  test.each(["agent", "gateway"])("have every variable that the configuration of the %s names", (role) => {
    const container = localContainer(environment, `collector-${role}-config`);

    expect(missingVariables(readFileSync(container.path("collector.yaml"), "utf8"), container)).toEqual([]);
  });

  // The agent asks the API server about its node before it is ready.
  test("start the gateway, which is ready where the kubelet asks", async () => {
    const { args, env, readiness, path } = localContainer(environment, "collector-gateway-config");
    const ports = await listenLocally(path("collector.yaml"));
    const url = `http://127.0.0.1:${ports.get(readiness?.port ?? 0)}${readiness?.path}`;

    await start("otelcol-k8s", args, { env, ready: () => answers(url) });

    expect(await answers(url)).toBe(true);
  }, 90_000);
});

describe.each<ComponentKind>(["receivers", "processors", "exporters", "connectors", "extensions"])("%s", (kind) => {
  const built = asRecords(asRecord(load(check("otelcol-k8s", ["components"])))[kind]).map(({ name }) => text(name));

  test("are called in the collector as in the list of its distribution", () => {
    expect(built).not.toEqual([]);
    expect(k8sDistribution[kind]).toEqual(expect.arrayContaining(built));
  });

  test("that the collector still takes by another name are known as renamed", () => {
    const taken = takenNames(kind);

    const renamed = taken.filter((name) => !built.includes(name));

    expect(taken).toEqual(expect.arrayContaining(built));
    expect(Object.keys(renamedComponents[kind])).toEqual(expect.arrayContaining(renamed));
  });
});

/** The receiver of the kubelet's metrics reads the certificates of its pod already here, at a path that is its own. */
function withoutServiceAccount(file: string): void {
  const config = asRecord(load(readFileSync(file, "utf8")));
  const receivers = Object.entries(asRecord(config["receivers"])).map(([name, receiver]) => {
    const kubelet = name.split("/")[0] === "kubelet_stats";
    return [name, kubelet ? { ...asRecord(receiver), auth_type: "none" } : receiver];
  });
  writeFileSync(file, toYaml({ ...config, receivers: Object.fromEntries(receivers) }));
}

/** Every name that the collector takes, the old ones too: it lists them where it refuses one. */
function takenNames(kind: ComponentKind): readonly string[] {
  const file = join(layOut([["collector.yaml", toYaml({ [kind]: { nothing: {} } })]]), "collector.yaml");
  const refusal = messageOf(() => check("otelcol-k8s", ["validate", `--config=${file}`]));
  return /unknown type: "nothing".*\(valid values: \[(.*)\]\)/.exec(refusal)?.[1]?.split(" ") ?? [];
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return "";
}
