/** Objects at another place, as the comparison finds them: for Kubernetes the old one is deleted all the same. */
import { join } from "node:path";
import { identityOf, type KubernetesObject } from "../../../lib/core";
import { reviewEnvironment } from "../../../lib/review";
import { parseYaml } from "../../../lib/review/yaml";
import { objectsBelow } from "../objects-below";

const store = objectsBelow(join(__dirname, "../base/any")).filter(
  ({ metadata }) => metadata.namespace === "store" || metadata.name === "store",
);

/** The objects with another text in some of them. */
function rewritten(identities: readonly string[], from: RegExp, to: string): readonly KubernetesObject[] {
  return store.map((object) =>
    identities.includes(identityOf(object))
      ? (parseYaml(JSON.stringify(object).replaceAll(from, to)) as KubernetesObject)
      : object,
  );
}

function review(after: readonly KubernetesObject[]) {
  const { changes, findings } = reviewEnvironment({ name: "", objects: store }, { name: "", objects: after });
  return {
    kinds: changes.objects.map(({ kind, identity }) => `${kind} ${identity}`),
    urgent: findings
      .filter(({ severity }) => severity !== "info")
      .map(({ severity, text }) => `${severity} ${text}`)
      .toSorted(),
  };
}

test("a StatefulSet that is renamed with its labels leaves its claims behind", () => {
  const after = rewritten(["StatefulSet/store/db", "Service/store/db"], /"db"/g, '"orders"');

  const { kinds, urgent } = review(after);

  expect(kinds).toContain("moved StatefulSet/store/orders");
  expect(urgent).toEqual([
    "danger Service/store/db is now Service/store/orders, but Deployment api still calls it by its old name",
    "danger StatefulSet db is removed: its claims data-db-* stay behind",
    "warning NetworkPolicy db selects no pods any more",
    "warning StatefulSet/store/db is now StatefulSet/store/orders",
  ]);
});

test("a service that is renamed with its Service is a danger where somebody calls it", () => {
  const after = rewritten(["Deployment/store/api", "Service/store/api"], /"api"/g, '"backend"');

  const { kinds, urgent } = review(after);

  expect(kinds).toContain("moved Service/store/backend");
  expect(urgent).toEqual([
    "danger Service/store/api is now Service/store/backend, but Deployment web still calls it by its old name",
    "warning Deployment/store/api is now Deployment/store/backend",
  ]);
});

test("a namespace that is renamed takes with it what is in it", () => {
  const all = store.map(identityOf);
  const after = rewritten(all, /("namespace":|"kind":"Namespace","metadata":\{"name":)"store"/g, '$1"shop"');

  const { kinds, urgent } = review(after);

  expect(kinds).toEqual(expect.arrayContaining(["moved Namespace/shop", "moved PersistentVolumeClaim/shop/uploads"]));
  expect(urgent).toEqual([
    "danger Namespace store is removed with everything in it",
    "danger PersistentVolumeClaim uploads is removed with its data",
    "danger Service/store/db is now Service/shop/db, but Deployment api still calls it by its old name",
    "danger StatefulSet db is removed: its claims data-db-* stay behind",
    "warning CronJob/store/reporter is now CronJob/shop/reporter",
    "warning Deployment/store/api is now Deployment/shop/api",
    "warning Deployment/store/web is now Deployment/shop/web",
    "warning Job/store/migrate is now Job/shop/migrate",
    "warning Service/store/api is now Service/shop/api",
    "warning Service/store/edge is now Service/shop/edge",
    "warning Service/store/web is now Service/shop/web",
    "warning StatefulSet/store/db is now StatefulSet/shop/db",
  ]);
});
