import type { ResourceOptions } from "@pulumi/pulumi";
import { Provider, type ProviderArgs } from "@pulumi/kubernetes/provider";

/**
 * A provider for one cluster, with the settings that let an update stay an update. Name it after the cluster.
 *
 * - ConfigMaps and Secrets are changed in place. Without it, each edit of a rule or a dashboard deletes the ConfigMap and
 *   creates it again, and pods that start in between fail (pulumi-kubernetes#1567).
 * - The cluster is known by the provider's name. Without it, a rotated certificate authority or another address of the
 *   API server looks like another cluster, and Pulumi replaces every object.
 *
 * Anything given in `args`, such as `context` or `kubeconfig`, goes to the provider as it is.
 *
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/
 */
export function kubernetesProvider(cluster: string, args: ProviderArgs = {}, opts?: ResourceOptions): Provider {
  const inPlace: ProviderArgs = { clusterIdentifier: cluster, enableConfigMapMutable: true, enableSecretMutable: true };
  return new Provider(cluster, { ...inPlace, ...args }, opts);
}
