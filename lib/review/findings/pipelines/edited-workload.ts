import { asRecord, type JsonRecord, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, ObjectChange } from "../../model";
import { isEdited } from "../../object-change";
import { containersOf, podTemplateOf } from "../../pod-template";
import { serviceOf } from "../../service-of";

/** An object that is on both sides and runs pods. */
export interface EditedWorkload {
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
export function editedWorkload(change: ObjectChange): EditedWorkload | undefined {
  if (!isEdited(change)) return undefined;
  const { after, fields } = change;
  const [old, now] = [templateOf(change.before), templateOf(after)];
  return old && now ? { change, after, fields, old, now } : undefined;
}

/** A container that is in a workload on both sides. */
export interface EditedContainer {
  readonly change: ObjectChange;
  readonly workload: KubernetesObject;
  readonly service: string;
  /** What a reader calls the program: `loki`. */
  readonly program: string;
  /** The differences of the whole workload. */
  readonly fields: readonly FieldChange[];
  readonly before: JsonRecord;
  readonly after: JsonRecord;
}

/** The containers of the workloads in which something at or below this key differs. */
export function editedContainers({ objects }: Changes, key: "args" | "env"): EditedContainer[] {
  return objects.flatMap((change) => {
    const edited = editedWorkload(change);
    if (!edited?.fields.some(({ path }) => path.includes(key))) return [];
    const { after: workload, fields, old, now } = edited;
    const service = serviceOf(workload);
    const program = service.slice(service.indexOf("/") + 1);
    return now.containers.flatMap((after) => {
      const before = old.containers.find(({ name }) => name === after["name"]);
      return before ? [{ change, workload, service, program, fields, before, after }] : [];
    });
  });
}

function templateOf(object: KubernetesObject): Template | undefined {
  const template = podTemplateOf(object);
  if (!Array.isArray(asRecord(template["spec"])["containers"])) return undefined;
  return { annotations: asRecord(asRecord(template["metadata"])["annotations"]), containers: containersOf(object) };
}
