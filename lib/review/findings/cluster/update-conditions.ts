import { asRecord, asRecords, type KubernetesObject } from "../../../core";
import { word } from "../../values";
import { same } from "./fields";

export function isStarted({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["suspend"] !== true;
}

export function isIndexed({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["completionMode"] === "Indexed";
}

export function hasPodForEach({ spec }: KubernetesObject): boolean {
  const { completions: all, parallelism = 1 } = asRecord(spec);
  return all === parallelism;
}

export function isReplacedAnyway({ metadata }: KubernetesObject): boolean {
  const { annotations = {} } = metadata;
  return (
    "helm.sh/hook" in annotations ||
    "argocd.argoproj.io/hook" in annotations ||
    /\b(Replace|Force)=true/.test(word(annotations["argocd.argoproj.io/sync-options"] ?? ""))
  );
}

export function isLoadBalancer({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["type"] === "LoadBalancer";
}

export function isLocal(service: KubernetesObject): boolean {
  return isLoadBalancer(service) && asRecord(service["spec"])["externalTrafficPolicy"] === "Local";
}

export function haveAddresses(...services: readonly KubernetesObject[]): boolean {
  return services.every(({ spec }) => asRecord(spec)["type"] !== "ExternalName");
}

export function hasMoreTime(was: KubernetesObject, is: KubernetesObject): boolean {
  const [before, after] = [was, is].map(({ spec }) => asRecord(spec)["activeDeadlineSeconds"]);
  return before !== undefined && (after === undefined || Number(after) > Number(before));
}

export function toleratesLess(was: KubernetesObject, is: KubernetesObject): boolean {
  const [before = [], after = []] = [was, is].map(({ spec }) =>
    asRecords(asRecord(spec)["tolerations"]).map((one) => ({
      operator: "Equal",
      ...one,
      tolerationSeconds: undefined,
    })),
  );
  return before.some((one) => !after.some((other) => same(one, other)));
}
