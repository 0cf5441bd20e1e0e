import type { KubernetesObject } from "../core/manifest";

const SKIP_AWAIT = "pulumi.com/skipAwait";

/**
 * The object, without Pulumi's wait for endpoints if it is a Service of a cluster's own network. Its pods are waited for with
 * the workload that owns them. A Service that waits too takes at least 10 s, and meanwhile one of the few places (4 for each
 * CPU) in which the workload could be created (pulumi-kubernetes#1242). A LoadBalancer has an address to wait for.
 *
 * An annotation that the object has already is left as it is.
 */
export function withoutEndpointWait(object: KubernetesObject): KubernetesObject {
  if (object.apiVersion !== "v1" || object.kind !== "Service" || isLoadBalancer(object["spec"])) return object;
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, annotations: { [SKIP_AWAIT]: "true", ...metadata.annotations } } };
}

function isLoadBalancer(spec: unknown): boolean {
  return typeof spec === "object" && spec !== null && "type" in spec && spec.type === "LoadBalancer";
}
