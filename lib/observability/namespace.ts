import type { Construct } from "constructs";
import { recommendedLabels, Resource } from "../core";

/** How strictly the API server checks the pods of a namespace. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

export interface NamespaceOptions {
  /** @default "restricted" */
  readonly podSecurity?: PodSecurityLevel;
  /** Why the level is not `restricted`; an annotation of the namespace. Required for the other levels. */
  readonly reason?: string;
}

/**
 * A namespace in which the API server enforces a Pod Security level.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function namespace(scope: Construct, name: string, options: NamespaceOptions = {}): Resource<"Namespace"> {
  const level = options.podSecurity ?? "restricted";
  return new Resource(
    scope,
    `namespace-${name}`,
    "Namespace",
    {
      name,
      labels: {
        ...recommendedLabels({ name, component: "namespace", partOf: name }),
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/warn": level,
      },
      ...(options.reason === undefined ? {} : { annotations: { "cdk8s-observability/pod-security-reason": options.reason } }),
    },
    {},
  );
}
