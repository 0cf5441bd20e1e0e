import { asRecord, asRecords, type JsonRecord, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { ObjectChange } from "../../model";

/** An object that is on both sides and runs pods. */
export interface WorkloadChange {
  readonly change: ObjectChange;
  readonly after: KubernetesObject;
  readonly fields: readonly FieldChange[];
  readonly old: Template;
  readonly now: Template;
}

/** What a workload runs its pods from. */
export interface Template {
  readonly annotations: JsonRecord;
  readonly containers: readonly JsonRecord[];
}

/** The change as one of a workload; undefined for anything else. */
export function workloadChange(change: ObjectChange): WorkloadChange | undefined {
  if (change.kind === "added" || change.kind === "removed") return undefined;
  const { after, fields } = change;
  const [old, now] = [templateOf(change.before), templateOf(after)];
  return old && now ? { change, after, fields, old, now } : undefined;
}

function templateOf({ kind, ...object }: KubernetesObject): Template | undefined {
  const spec = asRecord(object["spec"]);
  const template =
    kind === "Pod"
      ? asRecord(object)
      : asRecord(asRecord(asRecord(asRecord(spec["jobTemplate"])["spec"])["template"] ?? spec["template"]));
  const pod = asRecord(template["spec"]);
  if (!Array.isArray(pod["containers"])) return undefined;
  return {
    annotations: asRecord(asRecord(template["metadata"])["annotations"]),
    containers: [...asRecords(pod["initContainers"]), ...asRecords(pod["containers"])],
  };
}
