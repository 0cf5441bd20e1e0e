import type { KubernetesObject, Manifest } from "../../lib/core/manifest";

export function aManifest(object: KubernetesObject = aConfigMap(), dependsOn: readonly string[] = []): Manifest {
  return { object, source: "shop/checkout", dependsOn };
}

export function aConfigMap(data: Readonly<Record<string, string>> = { mode: "plain" }): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "shop" }, data };
}

export function aSecret(values: Readonly<Record<string, unknown>>): KubernetesObject {
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "credentials", namespace: "shop" }, ...values };
}
