import type { KubernetesObject } from "../core";

/** Whose an object is: `shop/checkout` by its recommended labels, or `cluster`. */
export function serviceOf({ metadata }: KubernetesObject): string {
  const { namespace, labels, name } = metadata;
  if (namespace === undefined) return "cluster";
  return `${namespace}/${labels?.["app.kubernetes.io/name"] ?? labels?.["app"] ?? name}`;
}
