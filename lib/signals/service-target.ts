import type { HttpMetrics } from "./http-metrics";
import { logSelector } from "./logs";
import { escapeRegex, type Matchers } from "./promql";

/** What is watched: one workload in one namespace, and how its series are found. */
export interface ServiceTarget {
  readonly namespace: string;
  /** The service's name: the `service` label of metrics, `service.name` of traces and logs. */
  readonly service: string;
  readonly workload: { readonly kind: "Deployment" | "StatefulSet"; readonly name: string };
  /** The container that serves, by name. */
  readonly container: string;
  /** @default - no HTTP metrics: no alerts on traffic, failures and latency */
  readonly metrics?: HttpMetrics;
  /** The autoscaler, if there is one. */
  readonly scaling?: { readonly name: string; readonly min: number; readonly max: number };
  /** Whether the blackbox exporter calls the service. */
  readonly probed: boolean;
  /** Whether the container has a CPU limit that it can come near to. */
  readonly hasCpuLimit: boolean;
}

/** The labels that every recorded series and every alert of the service carries. */
export function identityLabels(target: ServiceTarget): { readonly namespace: string; readonly service: string } {
  return { namespace: target.namespace, service: target.service };
}

/** Matchers of the service's own metrics. `job` is `namespace/service` in both worlds, scraped and pushed. */
export function ownSeries(target: ServiceTarget): Matchers {
  return target.metrics?.scrape === false
    ? { job: `${target.namespace}/${target.service}` }
    : { namespace: target.namespace, service: target.service };
}

/** The service's log lines, those of all its containers. */
export function ownLines({ namespace, service }: ServiceTarget): string {
  return logSelector(namespace, service);
}

/** Matchers of what cAdvisor and kube-state-metrics tell about the service's container. */
export function containerSeries(target: ServiceTarget): Matchers {
  return { ...podSeries(target), container: target.container };
}

/** Matchers of what kube-state-metrics tells about the service's pods. */
export function podSeries(target: ServiceTarget): Matchers {
  return { namespace: target.namespace, pod: { re: podNames(target) } };
}

/** The names of the service's pods as a regular expression: pods are named after their workload. */
export function podNames({ workload }: ServiceTarget): string {
  const suffix = workload.kind === "StatefulSet" ? "[0-9]+" : "[a-z0-9]+-[a-z0-9]{5}";
  return `${escapeRegex(workload.name)}-${suffix}`;
}
