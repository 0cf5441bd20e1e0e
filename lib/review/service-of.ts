import { isClusterScoped, type KubernetesObject } from "../core";

/**
 * Whose an object is: `shop/checkout` by its recommended labels, `checkout` where the namespace is given only when it is
 * applied, or `cluster`.
 */
export function serviceOf(object: KubernetesObject): string {
  const { namespace, labels, name } = object.metadata;
  if (isClusterScoped(object)) return "cluster";
  const service = labels?.["app.kubernetes.io/name"] ?? labels?.["app"] ?? name;
  return namespace === undefined ? service : `${namespace}/${service}`;
}
