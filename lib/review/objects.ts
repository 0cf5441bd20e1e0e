import { identityOf, isClusterScoped, isRecord, qualifiedKind, type KubernetesObject } from "../core";

/** Identities that more than one object has; the last one is what is compared. */
export function duplicatesOf(objects: readonly KubernetesObject[]): readonly string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const object of flattened(objects)) {
    const place = placeOf(object);
    if (seen.has(place)) again.add(identityOf(object));
    seen.add(place);
  }
  return [...again];
}

/** The objects with those of a `kind: List` in its place. What is no object of Kubernetes is left out. */
export function flattened(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  if (objects.every((object) => isObject(object) && !Array.isArray(object["items"]))) return objects;
  return objects.flatMap((object) => {
    if (!isRecord(object)) return [];
    const { kind, items } = object;
    if (kind.endsWith("List") && Array.isArray(items)) return flattened(items.filter(isObject));
    return isObject(object) ? [object] : [];
  });
}

function isObject(value: unknown): value is KubernetesObject {
  return isRecord(value) && typeof value["apiVersion"] === "string" && isRecord(value["metadata"]);
}

/**
 * What both sides of a comparison have in common: as `identityOf`, but an empty namespace is none, what is cluster-scoped
 * has none, and an object that gets its name from the cluster is known by the start of it.
 */
export function placeOf(object: KubernetesObject): string {
  const { name, generateName, namespace } = object.metadata;
  const place = isClusterScoped(object) ? "" : (namespace ?? "");
  return `${qualifiedKind(object)}/${place}/${name ?? String(generateName)}`;
}
