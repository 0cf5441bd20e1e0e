import { rate, selector, sum, type Matchers } from "../../lib/signals";
import { count } from "../expressions";
import type { Step } from "../panels";
import type { Unit } from "../units";

/** What pods ask for and use, and nodes have. */
export type Resource = "cpu" | "memory";

/** The name of a resource in titles, and the unit in which it is counted. */
export const resources: Readonly<Record<Resource, { readonly name: string; readonly unit: Unit }>> = {
  cpu: { name: "CPU", unit: "cores" },
  memory: { name: "Memory", unit: "bytes" },
};

/**
 * What the containers of pods ask for that have a place on a node. A pod that has ended holds nothing any more, although
 * kube-state-metrics goes on telling what it asked for; one that waits for a node holds nothing yet. What containers ask for
 * that run before the others is left out, which seldom decides about a place.
 */
export function requested(resource: Resource, by: readonly string[] = [], matchers: Matchers = {}): string {
  return sum(`${requests(resource, matchers)} and on (namespace, pod) ${livePods}`, by);
}

/** What these containers may use at most, of those that have a limit. */
export function limited(resource: Resource, by: readonly string[] = [], matchers: Matchers = {}): string {
  const limits = selector("kube_pod_container_resource_limits", { resource, node: { not: "" }, ...matchers });
  return sum(`${limits} and on (namespace, pod) ${livePods}`, by);
}

/** How many pods have a place on a node. */
export function placedPods(by: readonly string[] = [], matchers: Matchers = {}): string {
  return count(
    `${selector("kube_pod_info", { node: { not: "" }, ...matchers })} and on (namespace, pod) ${livePods}`,
    by,
  );
}

/** What containers ask for, of pods that have ended too. */
export function requests(resource: Resource, matchers: Matchers = {}): string {
  return selector("kube_pod_container_resource_requests", { resource, node: { not: "" }, ...matchers });
}

/** What containers use, as the kubelet sees it: of memory what counts against their limits. */
export function used(resource: Resource, by: readonly string[] = [], matchers: Matchers = {}): string {
  if (resource === "memory") return sum(selector("container_memory_working_set_bytes", matchers), by);
  return sum(rate(selector("container_cpu_usage_seconds_total", matchers), "$__rate_interval"), by);
}

/** What nodes have for pods: all that they have, without what the kubelet keeps for itself and the system. */
export function allocatable(resource: Resource, by: readonly string[] = [], matchers: Matchers = {}): string {
  return sum(selector("kube_node_status_allocatable", { resource, ...matchers }), by);
}

/** What is left for pods when the largest node is lost, of the nodes that are ready and take new pods. Absent with one node. */
export function allocatableWithoutLargest(resource: Resource): string {
  const nodes = selector("kube_node_status_allocatable", { resource });
  const open = `(${nodes} and on (node) (${ready()} == 1) unless on (node) (kube_node_spec_unschedulable == 1))`;
  return `sum(${open}) - max(${open}) > 0`;
}

/** 1 for a node that is ready, and 0 for one that is not or of which nothing is known. */
export function ready(matchers: Matchers = {}): string {
  return selector("kube_node_status_condition", { condition: "Ready", status: "true", ...matchers });
}

/** 1 for each pod in one of these phases, given as a regular expression, and 0 for each other pod. */
export function phase(phases: string): string {
  return selector("kube_pod_status_phase", { phase: { re: phases } });
}

/** Pods that have not ended. */
const livePods = `(${phase("Pending|Running")} == 1)`;

/** How full a node's disk may be: from about 90 % on the kubelet evicts pods. */
export const diskSteps: readonly Step[] = [
  { from: 0.8, color: "orange" },
  { from: 0.9, color: "red" },
];

/** How full each writable file system of the nodes is. */
export function fullness(matchers: Matchers = {}): string {
  const of = (metric: string): string => selector(metric, matchers);
  const writable = `${of("node_filesystem_readonly")} == 0`;
  return `1 - ${of("node_filesystem_avail_bytes")} / ${of("node_filesystem_size_bytes")} and ${writable}`;
}
