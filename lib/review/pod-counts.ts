import { asRecord, type KubernetesObject } from "../core";
import { numberOr } from "./values";

/** How many pods workloads have at the least: what their autoscaler starts with, or their replicas. */
export interface PodCounts {
  /** Of a DaemonSet 1, for each node. */
  pods(workload: KubernetesObject): number;
  isAutoscaled(workload: KubernetesObject): boolean;
}

/** Reads the autoscalers of one side once. */
export function podCounts(objects: readonly KubernetesObject[]): PodCounts {
  const least = new Map(
    objects
      .filter(({ kind }) => kind === "HorizontalPodAutoscaler")
      .map((autoscaler) => [targetOf(autoscaler), numberOr(asRecord(autoscaler["spec"])["minReplicas"], 1)]),
  );
  return {
    pods: (workload) => least.get(identity(workload)) ?? replicasOf(workload),
    isAutoscaled: (workload) => least.has(identity(workload)),
  };
}

/** The workload that an autoscaler scales, as `Kind/namespace/name`. */
export function targetOf({ spec, metadata }: KubernetesObject): string {
  const { kind, name } = asRecord(asRecord(spec)["scaleTargetRef"]);
  return keyOf(String(kind), metadata.namespace, String(name));
}

function identity({ kind, metadata }: KubernetesObject): string {
  return keyOf(kind, metadata.namespace, metadata.name);
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return [kind, namespace, name].join("/");
}

/** What a workload itself says, whether something scales it or not. */
function replicasOf({ kind, spec }: KubernetesObject): number {
  return SCALED.has(kind) ? numberOr(asRecord(spec)["replicas"], 1) : 1;
}

const SCALED = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);
