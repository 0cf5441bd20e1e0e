import type { Construct } from "constructs";
import { recommendedLabels, Resource } from "../core";

/**
 * How strictly the API server checks the pods of a namespace. Whatever is not `restricted` says why, in an annotation of
 * the namespace.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export type PodSecurity = "restricted" | { readonly level: "baseline" | "privileged"; readonly reason: string };

/** A namespace in which the API server enforces a Pod Security level. */
export function namespace(
  scope: Construct,
  name: string,
  podSecurity: PodSecurity = "restricted",
): Resource<"Namespace"> {
  const { level, reason } = podSecurity === "restricted" ? { level: podSecurity, reason: undefined } : podSecurity;
  const labels = {
    ...recommendedLabels({ name, component: "namespace", partOf: name }),
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": level,
  };
  const annotations = reason === undefined ? {} : { "cdk8s-observability/pod-security-reason": reason };
  return new Resource(scope, `namespace-${name}`, "Namespace", { name, labels, annotations }, {});
}
