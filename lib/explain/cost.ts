import { asRecord, type KubernetesObject } from "../core";
import { costOf as estimated, podRequests, type Amounts } from "../review/cost";
import { serviceOf } from "../review/service-of";
import type { World } from "./world";

/** What an object asks its cluster for. */
export interface Cost {
  /** How many pods there are: as many at least, and as many at most. @default - one on each node */
  readonly pods?: { readonly min: number; readonly max: number };
  /** The request of each pod in cores. */
  readonly cpu: number;
  /** The request of each pod in bytes. */
  readonly memory: number;
  /** What it costs to watch the service that it belongs to: an estimate, of all its objects together. */
  readonly watching: WatchingCost;
}

/** Series, samples, log streams, and bytes of metrics a day. */
export type WatchingCost = Pick<Amounts, "series" | "samplesPerSecond" | "logStreams" | "storagePerDay"> & {
  /** `shop/checkout` */
  readonly service: string;
};

/** What the pods of a workload request; undefined for what has none. */
export function costOf(world: World, object: KubernetesObject): Cost | undefined {
  const { containers, cpu, memory } = podRequests(object);
  if (containers.length === 0) return undefined;
  return {
    ...(object.kind === "DaemonSet" ? {} : { pods: podsOf(world, object) }),
    cpu: cpu / 1_000,
    memory,
    watching: watchingCost(world, object),
  };
}

function watchingCost({ manifests }: World, object: KubernetesObject): WatchingCost {
  const service = serviceOf(object);
  const amounts = estimated(manifests.map((manifest) => manifest.object)).byService.get(service);
  const { series = 0, samplesPerSecond = 0, logStreams = 0, storagePerDay = 0 } = amounts ?? {};
  return { service, series, samplesPerSecond, logStreams, storagePerDay };
}

function podsOf({ manifests }: World, { kind, metadata, ...object }: KubernetesObject): NonNullable<Cost["pods"]> {
  const spec = asRecord(object["spec"]);
  const autoscaler = manifests.find(({ object: other }) => {
    const target = asRecord(asRecord(other["spec"])["scaleTargetRef"]);
    const isSame = other.metadata.namespace === metadata.namespace;
    return isSame && target["kind"] === kind && target["name"] === metadata.name;
  });
  const { minReplicas, maxReplicas } = asRecord(autoscaler?.object["spec"]);
  const own = asNumber(spec["replicas"] ?? spec["parallelism"], 1);
  if (!autoscaler) return { min: own, max: own };
  const min = asNumber(minReplicas, 1);
  return { min, max: asNumber(maxReplicas, min) };
}

function asNumber(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}
