import { secret } from "@pulumi/pulumi";
import type { KubernetesObject } from "../core/manifest";

/** The fields of a Secret that hold what is secret. The API server answers with `data` whichever of them was sent. */
export const SECRET_FIELDS = ["data", "stringData"] as const;

export function isSecret({ apiVersion, kind }: Pick<KubernetesObject, "apiVersion" | "kind">): boolean {
  return apiVersion === "v1" && kind === "Secret";
}

/** The properties of a Secret with its values encrypted in Pulumi's state and hidden in previews, whatever they came from. */
export function withSecretValues(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const present = SECRET_FIELDS.filter((field) => properties[field] !== undefined);
  return { ...properties, ...Object.fromEntries(present.map((field) => [field, secret(properties[field])])) };
}
