import { asRecord, asRecords, podSpecOf, quantity, type JsonRecord, type KubernetesObject } from "../../core";
import { podCounts } from "../pod-counts";
import { podTemplateOf } from "../pod-template";
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
  const counts = podCounts(objects);
  return objects.flatMap((object): Workload[] => {
    if (!PODS.has(object.kind)) return [];
    const requests = podRequests(object);
    return [
      {
        service: serviceOf(object),
        object,
        pods: object.kind === "DaemonSet" ? nodes : counts.pods(object),
        containers: requests.containers,
        podAnnotations: asRecord(asRecord(podTemplateOf(object)["metadata"])["annotations"]),
        cpu: requests.cpu,
        memory: requests.memory,
      },
    ];
  });
}

/** What one pod requests, and of which containers that run all the time. */
export function podRequests(object: KubernetesObject): Pick<Workload, "containers" | "cpu" | "memory"> {
  const podSpec = podSpecOf(object);
  const inits = asRecords(podSpec["initContainers"]);
  const containers = [...asRecords(podSpec["containers"]), ...inits.filter(isSidecar)];
  const before = inits.filter((container) => !isSidecar(container));
  const requested = (resource: string): number =>
    // Containers that run before the others give back what they had.
    Math.max(sum(containers.map((one) => request(one, resource))), ...before.map((one) => request(one, resource)));
  return { containers, cpu: Math.round(requested("cpu") * 1_000), memory: requested("memory") };
}

/** A container that is started before the others, and stays. */
function isSidecar({ restartPolicy }: JsonRecord): boolean {
  return restartPolicy === "Always";
}

const PODS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"]);

/** Cores or bytes; Kubernetes requests what is the limit where nothing else is said. */
function request({ resources }: JsonRecord, resource: string): number {
  const { requests, limits } = asRecord(resources);
  const given = quantity(asRecord(requests)[resource] ?? asRecord(limits)[resource] ?? 0);
  return Number.isFinite(given) ? given : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
