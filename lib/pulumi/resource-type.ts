import type { KubernetesObject } from "../core/manifest";

/**
 * The type token of an object in Pulumi's Kubernetes provider: `kubernetes:apps/v1:Deployment`, with `core` as the group of
 * the API that has none. It is the token of the provider's own classes, so that policy packs and imports match; the
 * provider takes any group, version and kind, custom ones too.
 */
export function resourceType({ apiVersion, kind }: Pick<KubernetesObject, "apiVersion" | "kind">): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}
