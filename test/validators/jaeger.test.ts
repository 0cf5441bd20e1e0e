/** The real Jaeger over the Jaeger of every golden environment. */
import { readFileSync } from "node:fs";
import { withElasticsearch } from "./an-elasticsearch";
import { check } from "./check";
import { environments } from "./golden-tree";
import { listenLocally } from "./listen-locally";
import { localContainer, missingVariables } from "./local-container";
import { answers, start } from "./running";

describe.each(environments)("Jaeger in %s", (environment) => {
  test("accepts its configuration and arguments", () => {
    const { args, env } = localContainer(environment, "jaeger-config");

    expect(() => check("jaeger", ["validate", ...args], env)).not.toThrow();
  });

  test("has every variable that its configuration names", () => {
    const jaeger = localContainer(environment, "jaeger-config");

    expect(missingVariables(readFileSync(jaeger.path("jaeger.yaml"), "utf8"), jaeger)).toEqual([]);
  });

  // What refers to a storage that there is not, or to a file of the user interface, shows only at its start.
  test("starts, and is ready where the kubelet asks", async () => {
    const { args, env, readiness, path } = localContainer(environment, "jaeger-config");
    await withElasticsearch(path("jaeger.yaml"));
    const ports = await listenLocally(path("jaeger.yaml"));
    const url = `http://127.0.0.1:${ports.get(readiness?.port ?? 0)}${readiness?.path}`;

    await start("jaeger", args, { env, ready: () => answers(url) });

    expect(await answers(url)).toBe(true);
  }, 90_000);
});

test("refuses what Jaeger does not know", () => {
  const { args, env } = localContainer(environments[0] ?? "", "jaeger-config");

  expect(() => check("jaeger", ["validate", ...args, "--set=extensions.nothing.a=b"], env)).toThrow("nothing");
});
