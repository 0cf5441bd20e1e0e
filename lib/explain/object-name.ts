import type { World } from "./world";

/** What a name stands for among these environments. */
export type Resolved =
  | { readonly kind: "found"; readonly identity: string }
  /** Several objects could be meant: a kind of several groups, or a name in several namespaces. */
  | { readonly kind: "ambiguous"; readonly identities: readonly string[] }
  | { readonly kind: "unknown"; readonly known: readonly string[] };

/**
 * The object that somebody means with `Deployment/shop/checkout`, `deploy/shop/checkout` or `deployments/checkout`: the kind
 * in any case, in the plural or as kubectl shortens it; the namespace may be left out where one alone has it.
 */
export function resolveObject(worlds: readonly World[], text: string): Resolved {
  const known = [...new Set(worlds.flatMap(({ byIdentity }) => [...byIdentity.keys()]))];
  if (known.includes(text)) return { kind: "found", identity: text };
  const [kind = "", ...rest] = text.split("/");
  const name = rest.at(-1);
  const matching = known.filter((identity) => {
    const [qualified = "", ...place] = identity.split("/");
    const isPlace = place.join("/") === rest.join("/") || (rest.length === 1 && place.at(-1) === name);
    return isPlace && isKind(kind, qualified);
  });
  const [identity, ...others] = matching;
  if (identity === undefined) return { kind: "unknown", known };
  return others.length === 0 ? { kind: "found", identity } : { kind: "ambiguous", identities: matching };
}

/** `ServiceMonitor.monitoring.coreos.com` is meant by `servicemonitor` as well. */
function isKind(text: string, qualified: string): boolean {
  const given = text.toLowerCase();
  const full = qualified.toLowerCase();
  const [kind = ""] = full.split(".");
  const long = SHORT_NAMES.get(given) ?? given;
  return [full, kind, `${kind}s`, `${kind}es`, kind.replace(/y$/, "ies")].includes(long);
}

/** As `kubectl api-resources` lists them. */
const SHORT_NAMES = new Map([
  ["cj", "cronjob"],
  ["cm", "configmap"],
  ["crd", "customresourcedefinition"],
  ["deploy", "deployment"],
  ["ds", "daemonset"],
  ["hpa", "horizontalpodautoscaler"],
  ["ing", "ingress"],
  ["netpol", "networkpolicy"],
  ["ns", "namespace"],
  ["pc", "priorityclass"],
  ["pdb", "poddisruptionbudget"],
  ["po", "pod"],
  ["pv", "persistentvolume"],
  ["pvc", "persistentvolumeclaim"],
  ["rs", "replicaset"],
  ["sa", "serviceaccount"],
  ["sc", "storageclass"],
  ["sts", "statefulset"],
  ["svc", "service"],
]);
