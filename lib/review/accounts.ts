import { asRecords, podSpecOf, type JsonRecord, type KubernetesObject } from "../core";
import { grouped } from "./grouped";
import type { Inventory } from "./inventory";
import { once } from "./once";
import { word } from "./values";

/** The service account that pods run as, as `namespace/name`. */
export function accountOf(pod: JsonRecord, namespace: string | undefined): string {
  return `${namespace ?? "default"}/${word(pod["serviceAccountName"] ?? pod["serviceAccount"] ?? "default")}`;
}

/** Whether pods get a token of the API server: what they say themselves counts, then what their account says. */
export function getsToken(pod: JsonRecord, namespace: string | undefined, side: Inventory): boolean {
  const account = side.object(`ServiceAccount/${accountOf(pod, namespace)}`);
  return (pod["automountServiceAccountToken"] ?? account?.["automountServiceAccountToken"]) !== false;
}

/** The bindings of roles to each service account, by its `namespace/name`. Reads all objects once. */
export const bindingsOf = once(({ objects }: Inventory) => {
  const bindings = objects.filter(({ kind }) => kind === "ClusterRoleBinding" || kind === "RoleBinding");
  const given = bindings.flatMap((binding) =>
    asRecords(binding["subjects"])
      .filter(({ kind }) => kind === "ServiceAccount")
      .map(({ name, namespace }) => ({
        account: `${word(namespace ?? binding.metadata.namespace ?? "default")}/${word(name)}`,
        binding,
      })),
  );
  return new Map(
    [...grouped(given, ({ account }) => account)].map(([account, all]) => [account, all.map(({ binding }) => binding)]),
  );
});

/** What runs as each service account, by its `namespace/name`. Reads all objects once. */
export const runningAs = once(({ objects }: Inventory) =>
  grouped(
    objects.filter((object) => Object.keys(podSpecOf(object)).length > 0),
    (object: KubernetesObject) => accountOf(podSpecOf(object), object.metadata.namespace),
  ),
);
