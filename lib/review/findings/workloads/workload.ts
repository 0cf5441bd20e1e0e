import { podSpecOf, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, Severity } from "../../model";
import { podCounts } from "../../pod-counts";
import { podTemplatePath } from "../../pod-template";
import { serviceOf } from "../../service-of";
import { partAt, partsOf, type NamedPart, type Part } from "./part";

/** A workload that is new or not the same on both sides. */
export interface WorkloadChange {
  readonly identity: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly service: string;
  /** Whether it is not there before. All it has is new, then, and its differences are none: others tell that it is new. */
  readonly isNew: boolean;
  readonly object: Part;
  /** `spec.template` of most kinds, with the metadata of its pods. */
  readonly template: Part;
  readonly pod: Part;
  readonly containers: readonly NamedPart[];
  readonly initContainers: readonly NamedPart[];
  /** How many pods it has at the least; of a DaemonSet how many on each node. */
  readonly pods: { readonly before: number; readonly after: number };
  /** Whether a HorizontalPodAutoscaler sets the number of its pods. */
  readonly autoscaled: { readonly before: boolean; readonly after: boolean };
}

/** What reads one workload. */
export type WorkloadReader = (workload: WorkloadChange, changes: Changes) => readonly Finding[];

export const WORKLOAD_KINDS: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
  "CronJob",
  "Pod",
]);

/** The workloads that changed. */
export function workloadChanges({ objects, before, after }: Changes): readonly WorkloadChange[] {
  if (!objects.some((change) => change.kind !== "removed" && WORKLOAD_KINDS.has(change.after.kind))) return [];
  const [old, now] = [podCounts(before.objects), podCounts(after.objects)];
  return objects.flatMap((change): WorkloadChange[] => {
    if (change.kind === "removed" || !WORKLOAD_KINDS.has(change.after.kind)) return [];
    const { after: object, identity } = change;
    const was = change.kind === "added" ? undefined : change.before;
    const differences = change.kind === "added" ? [] : change.fields.map((field) => ({ path: field.path, field }));
    const whole: Part = { before: was ?? {}, after: object, differences };
    const template = partAt(whole, ...podTemplatePath(object.kind));
    const pod = partAt(template, "spec");
    return [
      {
        identity,
        kind: object.kind,
        name: object.metadata.name,
        namespace: object.metadata.namespace,
        service: serviceOf(object),
        isNew: was === undefined,
        object: whole,
        template,
        pod,
        containers: partsOf(pod, "containers"),
        initContainers: partsOf(pod, "initContainers"),
        pods: { before: was ? old.pods(was) : 0, after: now.pods(object) },
        autoscaled: { before: was !== undefined && old.isAutoscaled(was), after: now.isAutoscaled(object) },
      },
    ];
  });
}

/** How a container is called in a line: by its workload where it is the only one, else `proxy in checkout`. */
export function containerName({ containers, name }: WorkloadChange, container: NamedPart): string {
  return containers.length === 1 && containers[0] === container ? name : `${container.name} in ${name}`;
}

/** All containers, those that run first in front. */
export function allContainers({ initContainers, containers }: WorkloadChange): readonly NamedPart[] {
  return [...initContainers, ...containers];
}

/** Whether an object makes pods. */
export function hasPods(object: KubernetesObject): boolean {
  return WORKLOAD_KINDS.has(object.kind) && Object.keys(podSpecOf(object)).length > 0;
}

/** A finding about a workload. */
export function finding(
  { identity, service }: Pick<WorkloadChange, "identity" | "service">,
  severity: Severity,
  rule: string,
  text: string,
  explains: readonly FieldChange[] = [],
  consequence?: string,
): Finding {
  return {
    severity,
    rule,
    service,
    object: identity,
    text,
    explains,
    ...(consequence === undefined ? {} : { consequence }),
  };
}
