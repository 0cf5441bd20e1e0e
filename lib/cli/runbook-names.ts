/** The names by which the commands of a runbook find a service. */
export interface ServiceNames {
  readonly namespace: string;
  readonly service: string;
  readonly kind: "deployment" | "statefulset";
  readonly workload: string;
  readonly container: string;
  readonly autoscaler: string;
}

/** From the labels of `service:target_info`; what they do not say is called as the service, which is how a WebService is built. */
export function serviceNames(
  { namespace, service }: { readonly namespace: string; readonly service: string },
  labels: Readonly<Record<string, string>>,
): ServiceNames {
  const workload = labels["workload"] ?? service;
  return {
    namespace,
    service,
    kind: labels["workload_kind"] === "StatefulSet" ? "statefulset" : "deployment",
    workload,
    container: labels["container"] ?? service,
    autoscaler: labels["horizontalpodautoscaler"] ?? workload,
  };
}

/** The page with these names in its commands and queries. What only the alert knows, such as `$POD`, stays. */
export function forService(page: string, names: ServiceNames): string {
  const { namespace, service, kind, workload, container, autoscaler } = names;
  const replacements: readonly (readonly [place: RegExp, by: string])[] = [
    // Whatever is left after these is the service itself.
    [/\bdeployment([/ ])\$SERVICE\b/g, `${kind}$1${workload}`],
    [/(\bhpa )\$SERVICE\b/g, `$1${autoscaler}`],
    [/(horizontalpodautoscaler=")\$SERVICE"/g, `$1${autoscaler}"`],
    [/(deployment=")\$SERVICE"/g, `$1${workload}"`],
    [/(pod=~")\$SERVICE-/g, `$1${workload}-`],
    [/(-c |--target=|container="|"name":"')\$SERVICE\b/g, `$1${container}`],
    [/\$SERVICE\b/g, service],
    [/\$NAMESPACE\b/g, namespace],
  ];
  const named = replacements.reduce((text, [place, by]) => text.replaceAll(place, by), page);
  return kind === "statefulset" ? ofStatefulSet(named) : named;
}

/** kube-state-metrics names the same of a StatefulSet otherwise, and its pods are numbered. */
function ofStatefulSet(page: string): string {
  return page
    .replaceAll("kube_deployment_spec_replicas", "kube_statefulset_replicas")
    .replaceAll(/kube_deployment_(status_replicas_(?:ready|available|updated))/g, "kube_statefulset_$1")
    .replaceAll('deployment="', 'statefulset="')
    .replaceAll("[a-z0-9]+-[a-z0-9]{5}", "[0-9]+");
}
