import { identityOf, type KubernetesObject } from "../../../lib/core";
import type { Changes, ObjectChange } from "../../../lib/review";
import { differences } from "../../../lib/review/diff";
import { clusterReaders } from "../../../lib/review/findings/cluster";
import { IMMUTABLE } from "../../../lib/review/findings/cluster/immutable-fields";
import { Inventory } from "../../../lib/review/inventory";
import { objectChanges } from "../../../lib/review/match";

function told(
  objects: readonly ObjectChange[],
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
) {
  const changes: Changes = { objects, before: new Inventory(before), after: new Inventory(after) };
  return clusterReaders.flatMap((read) => read(changes));
}

function moved(before: KubernetesObject, name: string, others: readonly KubernetesObject[]): string[] {
  const after = { ...before, metadata: { ...before.metadata, name } };
  const change: ObjectChange = {
    kind: "moved",
    identity: identityOf(after),
    from: identityOf(before),
    before,
    after,
    fields: [],
  };
  return told([change], [before, ...others], [after, ...others]).map(({ severity, text }) => `${severity} ${text}`);
}

const caller: KubernetesObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "caller", namespace: "shop" },
  spec: { containers: [{ name: "caller", env: [{ name: "URL", value: "http://old:80/path" }] }] },
};

test("a Service of another name is a danger where somebody still calls the old one", () => {
  const service = { apiVersion: "v1", kind: "Service", metadata: { name: "old", namespace: "shop" } };

  const lines = moved(service, "new", [caller]);

  expect(lines).toEqual([
    "danger Service/shop/old is now Service/shop/new, but Pod caller still calls it by its old name",
  ]);
});

test("a StatefulSet of another name leaves its claims behind", () => {
  const set = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "old", namespace: "shop" },
    spec: { volumeClaimTemplates: [{ metadata: { name: "data" } }] },
  };

  const lines = moved(set, "new", []);

  expect(lines).toEqual([
    "danger StatefulSet old is removed: its claims data-old-* stay behind",
    "warning StatefulSet/shop/old is now StatefulSet/shop/new",
  ]);
});

test("tells how claims really grow", () => {
  const set = (storage: string): KubernetesObject => ({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "db", namespace: "shop" },
    spec: { volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { resources: { requests: { storage } } } }] },
  });

  const [finding] = told(objectChanges([set("1Gi")], [set("2Gi")]), [set("1Gi")], [set("2Gi")]);

  expect(finding?.consequence).toContain("set spec.resources.requests.storage of each data-db-* to 2Gi");
  expect(finding?.consequence).toContain("kubectl delete statefulset db --cascade=orphan");
});

test("never tells a value of a Secret", () => {
  const secret = (password: string): KubernetesObject => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "db", namespace: "shop" },
    immutable: true,
    data: { password },
  });

  const findings = told(objectChanges([secret("b2xk")], [secret("bmV3")]), [secret("b2xk")], [secret("bmV3")]);

  expect(findings.map(({ text }) => text)).toEqual([
    "Secret db must be replaced: data.password",
    "Secret db: another value of password, in the files",
  ]);
});

/** Shapes that no program would write, and that somebody has written. */
const ODD: readonly unknown[] = [null, "text", 7, [], [null], [[]], ["text"], {}, { "": null }];
const KINDS = [
  ...IMMUTABLE.keys(),
  "CronJob",
  "HorizontalPodAutoscaler",
  "Ingress",
  "Role",
  "NetworkPolicy",
  "HTTPRoute",
];

test.each(KINDS)("reads a %s of any shape", (kind) => {
  const shapes = ODD.map(
    (odd): KubernetesObject => ({
      apiVersion: "v1",
      kind,
      metadata: { name: "odd", namespace: "shop" },
      spec: { template: odd, rules: odd, ports: odd, selector: odd, volumeClaimTemplates: odd, tls: odd, ingress: odd },
      rules: odd,
      subjects: odd,
      data: odd,
    }),
  );

  const pairs = shapes.flatMap((before) => shapes.map((after) => ({ before, after })));

  for (const { before, after } of pairs) {
    const fields = differences(before, after);
    const edit: ObjectChange = { kind: "changed", identity: identityOf(after), before, after, fields };
    expect(() => told([edit], [before], [after])).not.toThrow();
    expect(() => told(objectChanges([before], []), [before], [])).not.toThrow();
  }
});
