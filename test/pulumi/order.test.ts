import type { Manifest } from "../../lib/core/manifest";
import { inCreationOrder } from "../../lib/pulumi/order";
import { aConfigMap, aManifest } from "./manifests";

describe("inCreationOrder", () => {
  it("keeps the order of manifests that do not depend on each other", () => {
    const steps = inCreationOrder([named("c"), named("a"), named("b")]);

    expect(steps.map(({ identity }) => identity)).toEqual(["ConfigMap/shop/c", "ConfigMap/shop/a", "ConfigMap/shop/b"]);
  });

  it("puts a dependency first even when it comes later", () => {
    const steps = inCreationOrder([named("binding", "role"), named("other"), named("role")]);

    expect(steps.map(({ manifest }) => manifest.object.metadata.name)).toEqual(["role", "binding", "other"]);
    expect(steps[1]?.dependsOn).toEqual(["ConfigMap/shop/role"]);
  });

  it("leaves out dependencies on what is not deployed with it", () => {
    const [step] = inCreationOrder([named("a", "elsewhere")]);

    expect(step?.dependsOn).toEqual([]);
  });

  it("refuses a cycle and names everything on it", () => {
    const cycle = [named("start", "a"), named("a", "b"), named("b", "c"), named("c", "a")];

    expect(() => inCreationOrder(cycle)).toThrow(
      "ConfigMap/shop/a → ConfigMap/shop/b → ConfigMap/shop/c → ConfigMap/shop/a: dependencies form a cycle",
    );
  });

  it("refuses two manifests of one object and names both owners", () => {
    const twice = [named("a"), { ...named("a"), source: "shop/copy" }];

    expect(() => inCreationOrder(twice)).toThrow("shop/copy: ConfigMap/shop/a is declared by shop/checkout too");
  });
});

function named(name: string, ...dependsOn: string[]): Manifest {
  const dependencies = dependsOn.map((dependency) => `ConfigMap/shop/${dependency}`);
  return aManifest({ ...aConfigMap(), metadata: { name, namespace: "shop" } }, dependencies);
}
