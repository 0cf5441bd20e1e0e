import type { HttpMetrics } from "./http-metrics";
import { logSelector } from "./logs";
import { escapeRegex, type Matchers } from "./promql";
import type { Objective } from "./slo";

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
  /** What its requests are to be; each needs `metrics`. @default - none */
  readonly objectives?: readonly Objective[];
  /** The autoscaler, if there is one. */
  readonly scaling?: { readonly name: string; readonly min: number; readonly max: number };
  /** Whether the blackbox exporter calls the service. */
  readonly probed: boolean;
  /** Whether the container has a CPU limit that it can come near to. */
  readonly hasCpuLimit: boolean;
  /** How long its pods may take to become ready, in seconds: that long, one that is not ready is news to nobody. */
  readonly startupSeconds: number;
  /** Whether its container is killed when it fails its liveness check. */
  readonly hasLivenessProbe: boolean;
  /** Whether it sends traces, with its name as `service.name` and its namespace as `service.namespace`. */
  readonly traces: boolean;
  /** The name of its PodDisruptionBudget. @default - it has none */
  readonly disruptionBudget?: string;
  /** The names of its PersistentVolumeClaims as a regular expression. @default - it has none */
  readonly claims?: string;
  /** Addresses at which people reach it, called by the blackbox exporter. */
  readonly urls: readonly string[];
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

/**
 * Matchers of what cAdvisor and kube-state-metrics tell about the service's container. One that is called as its workload is
 * known by that: Prometheus would compare a pattern with the names of all pods of the cluster, for every service anew.
 */
export function containerSeries(target: ServiceTarget): Matchers {
  const { namespace, container, workload } = target;
  return container === workload.name ? { namespace, container } : { ...podSeries(target), container };
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
