import { asRecord, asRecords, podSpecOf, quantity, type JsonRecord, type KubernetesObject } from "../../core";
import { serviceOf } from "../service-of";

/** Something that runs pods for as long as it is there. */
export interface Workload {
  readonly service: string;
  readonly object: KubernetesObject;
  /** Pods that it starts with; an autoscaler's minimum. */
  readonly pods: number;
  /** Containers that run all the time, with sidecars. */
  readonly containers: readonly JsonRecord[];
  readonly podAnnotations: JsonRecord;
  /** Requested by one pod, in millicores. */
  readonly cpu: number;
  /** Requested by one pod, in bytes. */
  readonly memory: number;
}

/** The workloads among the objects. Jobs are none: their pods come and go. */
export function workloadsOf(objects: readonly KubernetesObject[], nodes: number): readonly Workload[] {
  const minimum = autoscalerMinimums(objects);
  return objects.flatMap((object): Workload[] => {
    if (!PODS.has(object.kind)) return [];
    const spec = asRecord(object["spec"]);
    const podSpec = podSpecOf(object);
    const inits = asRecords(podSpec["initContainers"]);
    const containers = [...asRecords(podSpec["containers"]), ...inits.filter(isSidecar)];
    const before = inits.filter((container) => !isSidecar(container));
    const requested = (resource: string): number =>
      // Containers that run before the others give back what they had.
      Math.max(sum(containers.map((one) => request(one, resource))), ...before.map((one) => request(one, resource)));
    const metadata =
      object.kind === "Pod" ? asRecord(object.metadata) : asRecord(asRecord(spec["template"])["metadata"]);
    return [
      {
        service: serviceOf(object),
        object,
        pods: podsOf(object, spec, nodes, minimum),
        containers,
        podAnnotations: asRecord(metadata["annotations"]),
        cpu: Math.round(requested("cpu") * 1_000),
        memory: requested("memory"),
      },
    ];
  });
}

/** A container that is started before the others, and stays. */
function isSidecar({ restartPolicy }: JsonRecord): boolean {
  return restartPolicy === "Always";
}

const PODS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"]);

function podsOf(
  object: KubernetesObject,
  { replicas }: JsonRecord,
  nodes: number,
  minimum: ReadonlyMap<string, number>,
): number {
  if (object.kind === "Pod") return 1;
  if (object.kind === "DaemonSet") return nodes;
  return minimum.get(target(object.kind, object.metadata)) ?? (typeof replicas === "number" ? replicas : 1);
}

/** How many pods each autoscaler keeps at least, by its target. */
function autoscalerMinimums(objects: readonly KubernetesObject[]): ReadonlyMap<string, number> {
  return new Map(
    objects.flatMap((object): [string, number][] => {
      if (object.kind !== "HorizontalPodAutoscaler") return [];
      const { scaleTargetRef, minReplicas = 1 } = asRecord(object["spec"]);
      const { kind, name } = asRecord(scaleTargetRef);
      if (typeof minReplicas !== "number") return [];
      return [[target(kind, { namespace: object.metadata.namespace, name }), minReplicas]];
    }),
  );
}

function target(kind: unknown, { namespace, name }: JsonRecord): string {
  return [kind, namespace, name].map((part) => (typeof part === "string" ? part : "")).join("/");
}

/** Cores or bytes; Kubernetes requests what is the limit where nothing else is said. */
function request({ resources }: JsonRecord, resource: string): number {
  const { requests, limits } = asRecord(resources);
  const given = quantity(asRecord(requests)[resource] ?? asRecord(limits)[resource] ?? 0);
  return Number.isFinite(given) ? given : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
