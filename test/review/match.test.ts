import { join } from "node:path";
import { identityOf, type KubernetesObject } from "../../lib/core";
import { pathText } from "../../lib/review/diff";
import { Inventory } from "../../lib/review/inventory";
import { objectChanges } from "../../lib/review/match";
import { objectsBelow } from "./objects-below";

const golden = objectsBelow(join(__dirname, "../golden/prod"));

function of(identity: string): KubernetesObject {
  const object = golden.find((one) => identityOf(one) === identity);
  if (!object) throw new Error(`no ${identity}`);
  return object;
}

/** The objects with one word in place of another, wherever it stands. */
function replaced(objects: readonly KubernetesObject[], from: RegExp, to: string): readonly KubernetesObject[] {
  return JSON.parse(JSON.stringify(objects).replaceAll(from, to)) as KubernetesObject[];
}

function lines(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): string[] {
  return objectChanges(before, after).map((change) => {
    const from = change.kind === "moved" ? ` from ${change.from}` : "";
    const fields = "fields" in change ? change.fields.map(({ path }) => ` ${pathText(path)}`).join("") : "";
    return `${change.kind} ${change.identity}${from}${fields}`;
  });
}

function object(kind: string, name: string, rest: object = {}, apiVersion = "v1"): KubernetesObject {
  return { apiVersion, kind, metadata: { name }, ...rest };
}

test("objects that are the same are no change, whatever their order", () => {
  expect(objectChanges(golden, structuredClone(golden).toReversed())).toEqual([]);
});

test("another version of the API is a change of one object", () => {
  const before = object("Ingress", "web", {}, "extensions/v1beta1");
  const after = object("Ingress", "web", {}, "networking.k8s.io/v1");

  expect(lines([before], [after])).toEqual(["changed Ingress/web apiVersion"]);
});

test("an empty namespace is none", () => {
  const before = { ...object("Service", "web"), metadata: { name: "web", namespace: "" } };

  expect(lines([before], [object("Service", "web", { spec: {} })])).toEqual([
    "changed Service/web metadata.namespace spec",
  ]);
});

test("the items of a List are objects", () => {
  const list = object("List", "", { items: [object("Service", "a"), object("Service", "b")] });

  expect(lines([list], [object("Service", "a")])).toEqual(["removed Service/b"]);
});

test("of an object that is there twice the last one counts, and it is told", () => {
  const objects = [object("Service", "a", { spec: 1 }), object("Service", "a", { spec: 2 })];

  expect(lines(objects, [object("Service", "a", { spec: 2 })])).toEqual([]);
  expect(new Inventory(objects).duplicates()).toEqual(["Service/a"]);
});

describe("an object that is gone and one that is new", () => {
  test("are one that was renamed, with all that is named like it", () => {
    const before = [of("Deployment/shop/checkout"), of("Service/shop/checkout"), of("ServiceAccount/shop/checkout")];

    expect(lines(before, replaced(before, /\bcheckout\b(?![:@])/g, "till"))).toEqual([
      expect.stringMatching(/^moved Deployment\/shop\/till from Deployment\/shop\/checkout/),
      "moved Service/shop/till from Service/shop/checkout",
      "moved ServiceAccount/shop/till from ServiceAccount/shop/checkout",
    ]);
  });

  test("are a move when a whole namespace has another name", () => {
    const before = golden.filter(({ metadata }) => metadata.namespace === "shop" || metadata.name === "shop");

    const found = objectChanges(before, replaced(before, /\bshop\b/g, "store"));

    expect(found.map(({ kind }) => kind)).toEqual(before.map(() => "moved"));
  });

  test("keep what differs besides", () => {
    const before = of("Service/shop/checkout");
    const [after = before] = replaced([before], /\bcheckout\b/g, "till");
    const changed = { ...after, spec: { ...(after["spec"] as object), sessionAffinity: "ClientIP" } };

    expect(lines([before], [changed])).toEqual([
      "moved Service/shop/till from Service/shop/checkout spec.sessionAffinity",
    ]);
  });

  test("are two when they have little in common", () => {
    expect(lines([of("Deployment/shop/checkout")], [of("Deployment/observability/grafana")])).toEqual([
      "removed Deployment/shop/checkout",
      "added Deployment/observability/grafana",
    ]);
  });

  test("are two when they look alike as all of their kind do", () => {
    expect(lines([object("ServiceAccount", "a")], [object("ServiceAccount", "b")])).toEqual([
      "removed ServiceAccount/a",
      "added ServiceAccount/b",
    ]);
  });

  test("are one when only the generated end of the name differs", () => {
    const before = object("ConfigMap", "app-8h2kd9f7c2", { data: { a: "1" } });
    const after = object("ConfigMap", "app-t5m6bk9g4h", { data: { a: "2" } });

    expect(lines([before], [after])).toEqual(["moved ConfigMap/app-t5m6bk9g4h from ConfigMap/app-8h2kd9f7c2 data.a"]);
  });
});
