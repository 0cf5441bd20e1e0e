import type { KubernetesObject } from "../../../core";
import { startsWith } from "../../diff";
import { configurationAt } from "../../documents/texts";
import type { Changes, Finding, ObjectChange } from "../../model";
import { serviceOf } from "../../service-of";
import { alertmanagerFile, type AlertmanagerFile } from "./alertmanager-file";

/** A configuration of Alertmanager that is not the same on both sides. */
export interface AlertmanagerChange {
  readonly object: string;
  /** Whose it is: `observability/alertmanager`. */
  readonly service: string;
  readonly before: AlertmanagerFile | undefined;
  readonly after: AlertmanagerFile | undefined;
  /** The differences below one of its sections; all of them without a section. */
  readonly fields: (...section: readonly string[]) => Finding["explains"];
}

/** Changed, new and removed configurations. */
export function alertmanagerChanges({ objects }: Changes): AlertmanagerChange[] {
  return objects.flatMap((change) => {
    const before = "before" in change ? change.before : undefined;
    const after = "after" in change ? change.after : undefined;
    if (!mayHoldOne(after ?? before) || !isTouched(change)) return [];
    const [was, is] = [before, after].map((object) => object && alertmanagerFile(object));
    const found = is ?? was;
    const object = after ?? before;
    if (!found || !object) return [];
    const { key } = found;
    if ("fields" in change && !change.fields.some(({ path: [top, part] }) => isData(top) && part === key)) return [];
    const fields = (...section: readonly string[]): Finding["explains"] => fieldsOf(change, key, section);
    return [{ object: change.identity, service: serviceOf(object), before: was?.file, after: is?.file, fields }];
  });
}

function mayHoldOne(object: KubernetesObject | undefined): boolean {
  return object !== undefined && (object.kind === "ConfigMap" || object.kind === "Secret");
}

/** Whether a configuration of Alertmanager may be among the texts that changed; no other one has to be read. */
function isTouched(change: ObjectChange): boolean {
  if (!("fields" in change) || change.after.kind !== "ConfigMap") return true;
  const keys = new Set(change.fields.flatMap(({ path: [top, key] }) => (isData(top) ? [key] : [])));
  return [...keys].some(
    (key) =>
      typeof key !== "string" ||
      [change.before, change.after].some((object) => "route" in (configurationAt(object, key) ?? {})),
  );
}

function isData(step: unknown): boolean {
  return step === "data" || step === "stringData";
}

/** In a Secret, and where the whole is new or gone, it is one change. */
function fieldsOf(change: ObjectChange, key: string, section: readonly string[]): Finding["explains"] {
  if (!("fields" in change)) return section.length === 0 ? [change] : [];
  return change.fields.filter(
    ({ path }) => isData(path[0]) && path[1] === key && (path.length === 2 || startsWith(path.slice(2), section)),
  );
}
