import { containerSeries, identityLabels, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { caseSeries, ofContainer, podName } from "../case-series";

type Labels = Readonly<Record<string, string>>;

/**
 * What kube-state-metrics or cAdvisor tell of containers that are not the service's: a sidecar in the same pod, a pod of a
 * workload whose name begins alike, and a pod of the same name in another namespace.
 */
export function ofOtherContainers(
  target: ServiceTarget,
  metric: string,
  labels: Labels,
  ...phases: readonly Phase[]
): CaseSeries[] {
  return otherContainers(target).map((other) => ofContainer(target, metric, { ...labels, ...other }, ...phases));
}

/** What is recorded of other services: one in the namespace, and one of the same name elsewhere. */
export function ofOtherServices(
  target: ServiceTarget,
  record: string,
  labels: Labels,
  ...phases: readonly Phase[]
): CaseSeries[] {
  const { namespace, service } = identityLabels(target);
  return [
    { namespace, service: `${service}-canary` },
    { namespace: `${namespace}-test`, service },
  ].map((other) => caseSeries(record, { ...other, ...labels }, phases));
}

/** Matchers of all containers of this name in the namespace, for use beside series of the service's own pods. */
export function sameContainers(target: ServiceTarget): { readonly namespace: string; readonly container: string } {
  return { namespace: target.namespace, container: target.container };
}

function otherContainers(target: ServiceTarget): Labels[] {
  const { workload, namespace } = target;
  const name = `${workload.name}-canary`;
  const pod = podName({ ...target, workload: { ...workload, name } });
  // Where the container's name alone tells it from others, theirs has another.
  const similar = "pod" in containerSeries(target) ? { pod } : { pod, container: name };
  return [{ container: "sidecar" }, similar, { namespace: `${namespace}-test` }];
}
