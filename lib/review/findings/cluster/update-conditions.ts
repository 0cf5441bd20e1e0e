import { asRecord, asRecords, type KubernetesObject } from "../../../core";
import { word } from "../../values";
import { same } from "./fields";

/** Whether a Job runs at once. While it is suspended, its pods may be placed otherwise. */
export function isStarted({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["suspend"] !== true;
}

/** Whether a Job has a number for each completion: it may be made longer or shorter. */
export function isIndexed({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["completionMode"] === "Indexed";
}

/** Whether a Job has as many pods at once as completions: only then the completions of an indexed one may change. */
export function hasPodForEach({ spec }: KubernetesObject): boolean {
  const { completions: all, parallelism = 1 } = asRecord(spec);
  return all === parallelism;
}

/** Hooks of Helm and Argo CD are deleted before each run; `Replace=true` and `Force=true` ask for the same. */
export function isReplacedAnyway({ metadata }: KubernetesObject): boolean {
  const { annotations = {} } = metadata;
  return (
    "helm.sh/hook" in annotations ||
    "argocd.argoproj.io/hook" in annotations ||
    /\b(Replace|Force)=true/.test(word(annotations["argocd.argoproj.io/sync-options"] ?? ""))
  );
}

/** Whether a Service is a load balancer. */
export function isLoadBalancer({ spec }: KubernetesObject): boolean {
  return asRecord(spec)["type"] === "LoadBalancer";
}

/** Whether a load balancer keeps to the node that it is asked on, and so has a port for health checks. */
export function isLocal(service: KubernetesObject): boolean {
  return isLoadBalancer(service) && asRecord(service["spec"])["externalTrafficPolicy"] === "Local";
}

/** Whether all Services have addresses: a name for something elsewhere has none, and may get or lose one. */
export function haveAddresses(...services: readonly KubernetesObject[]): boolean {
  return services.every(({ spec }) => asRecord(spec)["type"] !== "ExternalName");
}

/** Whether the deadline of a Pod is later, or gone. It may come, and come earlier. */
export function hasMoreTime(was: KubernetesObject, is: KubernetesObject): boolean {
  const [before, after] = [was, is].map(({ spec }) => asRecord(spec)["activeDeadlineSeconds"]);
  return before !== undefined && (after === undefined || Number(after) > Number(before));
}

/** Whether tolerations of a Pod are gone. They may come, and last longer or shorter. */
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
