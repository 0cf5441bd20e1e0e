import type { KubernetesObject } from "../../../lib/core";
import { selectedBy, selecting } from "../../../lib/review/findings/cluster/selected";
import { workloadsOf, selects } from "../../../lib/review/findings/cluster/workloads";
import { Inventory } from "../../../lib/review/inventory";

function deployment(name: string, labels: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "shop" },
    spec: { template: { metadata: { labels } } },
  };
}

function service(name: string, selector: object): KubernetesObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace: "shop" }, spec: { selector } };
}

describe("who selects whom", () => {
  const [web, api] = [deployment("web", { app: "web", team: "a" }), deployment("api", { app: "api", team: "a" })];
  const [toWeb, toTeam, toNobody] = [
    service("web", { app: "web" }),
    service("team", { team: "a" }),
    service("none", {}),
  ];
  const side = new Inventory([web, api, toWeb, toTeam, toNobody]);

  test("finds the workloads of a selector", () => {
    const found = [toWeb, toTeam, toNobody].map((one) => selectedBy(one, side).map(({ object }) => object));

    expect(found).toEqual([[web], [web, api], []]);
  });

  test("finds the Services of a workload", () => {
    const workloads = workloadsOf(side).get("shop") ?? [];

    const found = workloads.map((one) =>
      selecting("Service", one, side)
        .map(({ metadata }) => metadata.name)
        .toSorted(),
    );

    expect(found).toEqual([["team", "web"], ["team"]]);
  });
});

test.each<[string, object, boolean]>([
  ["a label that is there", { matchExpressions: [{ key: "app", operator: "Exists" }] }, true],
  ["a label that is not there", { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] }, true],
  ["one of the values", { matchExpressions: [{ key: "app", operator: "In", values: ["web", "api"] }] }, true],
  ["none of the values", { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] }, false],
  ["both kinds", { matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "Exists" }] }, false],
])("a selector of %s", (_, selector, expected) => {
  expect(selects(selector, { app: "web" })).toBe(expected);
});
