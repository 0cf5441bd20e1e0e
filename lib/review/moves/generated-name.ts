import type { KubernetesObject } from "../../core";

/** The name without its generated end, if it has one: what a program puts behind it so that each content has its own. */
export function stemOf({ kind, metadata }: KubernetesObject): string | undefined {
  const { name, annotations } = metadata;
  if (kind === "ConfigMap" || kind === "Secret") return KUSTOMIZE.exec(name)?.[1];
  const hook = annotations !== undefined && ("helm.sh/hook" in annotations || "argocd.argoproj.io/hook" in annotations);
  return hook ? RANDOM.exec(name)?.[1] : undefined;
}

/** Ten letters of the alphabet that kustomize writes hashes in: without vowels, and without what looks alike. */
const KUSTOMIZE = /^(.+)-[2456789bcdfghkmt]{10}$/;
/** What templates make with `randAlphaNum`, and revisions. */
const RANDOM = /^(.+)-(?=[a-z]*\d|[a-z0-9]{5}$)[a-z0-9]{1,10}$/;
