import { dump } from "js-yaml";
import { asRecord, identityOf, isRecord, type KubernetesObject } from "../../lib/core";
import { parseYaml } from "../../lib/review/yaml";

/** One edit of a scenario, as its file tells it. */
export type Edit =
  | { readonly add: KubernetesObject }
  | { readonly remove: string }
  /** Another name, and nothing else: what refers to the object stays as it is. */
  | { readonly rename: string; readonly to: string }
  | {
      readonly object: string;
      /** The way to a value: keys, and of lists what tells the item: its name, alert, record, flag or position. */
      readonly at: readonly (string | number)[];
      /** The new value. */
      readonly set?: unknown;
      /** An item to put at the end of the list. */
      readonly append?: unknown;
      /** Parts of the text and what to put in their place. */
      readonly replace?: Readonly<Record<string, string>>;
      /** Take it away. */
      readonly delete?: true;
    };

/** The objects after the edits. What does not fit is an error, so that no scenario changes nothing. */
export function edited(objects: readonly KubernetesObject[], edits: readonly Edit[]): readonly KubernetesObject[] {
  return edits.reduce((all, edit) => applied(all, edit), objects);
}

function applied(objects: readonly KubernetesObject[], edit: Edit): readonly KubernetesObject[] {
  if ("add" in edit) return [...objects, edit.add];
  const identity = "remove" in edit ? edit.remove : "rename" in edit ? edit.rename : edit.object;
  const found = objects.find((object) => identityOf(object) === identity);
  if (!found) throw new Error(`no ${identity}`);
  if ("remove" in edit) return objects.filter((object) => object !== found);
  if ("rename" in edit) {
    const other = { ...found, metadata: { ...found.metadata, name: edit.to } };
    return objects.map((object) => (object === found ? other : object));
  }
  const copy = structuredClone(found);
  change(copy, edit.at, (value) => {
    if (edit.delete) return undefined;
    if (edit.append !== undefined) return Array.isArray(value) ? [...value, edit.append] : [edit.append];
    if (!edit.replace) return edit.set;
    return Object.entries(edit.replace).reduce((text, [part, other]) => {
      if (!text.includes(part))
        throw new Error(`${identity}: ${JSON.stringify(part)} is not in ${JSON.stringify(text)}`);
      return text.replace(part, other);
    }, String(value));
  });
  return objects.map((object) => (object === found ? copy : object));
}

/** Puts something else at the end of a path; a text on the way is read, and written again. */
function change(holder: unknown, path: readonly (string | number)[], to: (value: unknown) => unknown): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  const key = Array.isArray(holder) ? positionOf(holder, step) : String(step);
  const value: unknown = Reflect.get(Object(holder), key);
  if (rest.length === 0) {
    const result = to(value);
    if (result !== undefined) Reflect.set(Object(holder), key, result);
    else if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(Object(holder), key);
  } else if (typeof value === "string") {
    const inner = parseYaml(value);
    change(inner, rest, to);
    const text = value.trimStart().startsWith("{") ? JSON.stringify(inner, null, 2) : dump(inner, { lineWidth: -1 });
    Reflect.set(Object(holder), key, text);
  } else if (value === undefined) {
    const made = {};
    Reflect.set(Object(holder), key, made);
    change(made, rest, to);
  } else change(value, rest, to);
}

function positionOf(list: readonly unknown[], step: string | number): number {
  const at = typeof step === "number" ? step : list.findIndex((item) => namesOf(item).includes(step));
  if (at < 0 || at >= list.length) throw new Error(`no ${step} in ${JSON.stringify(list).slice(0, 200)}`);
  return at;
}

function namesOf(item: unknown): string[] {
  if (!isRecord(item)) return [String(item), String(item).split("=")[0] ?? ""];
  const { name, alert, record, labels, job_name: job, uid, title, mountPath, matchers } = item;
  const severity = asRecord(labels)["severity"];
  return [
    name,
    alert,
    `${String(alert)} ${String(severity)}`,
    record,
    job,
    uid,
    title,
    mountPath,
    matchers?.toString(),
  ].map(String);
}
