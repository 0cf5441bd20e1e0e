import { pathText, type FieldChange } from "../diff";
import type { Changes, Finding, ObjectChange } from "../model";
import { serviceOf } from "../service-of";
import { shortChange } from "../shortly";

/** What nobody else tells about, object by object and field by field: nothing may be left out. */
export function unexplained(changes: Changes, told: readonly Finding[]): Finding[] {
  const explained = new Set(told.flatMap(({ explains }) => explains));
  return changes.objects.flatMap((change): Finding[] => {
    if (explained.has(change)) return [];
    if (change.kind === "added") return [about(change, "object-added", `${change.identity} is new`)];
    if (change.kind === "removed") return [about(change, "object-removed", `${change.identity} is gone`)];
    const moved =
      change.kind === "moved" ? [about(change, "object-moved", `${change.from} is now ${change.identity}`)] : [];
    const left = change.fields.filter((field) => !explained.has(field));
    if (left.length === 0) return moved;
    return [...moved, about(change, "fields-changed", `${change.identity}: ${fieldsText(left)}`, left)];
  });
}

function about(change: ObjectChange, rule: string, text: string, explains: Finding["explains"] = [change]): Finding {
  const object = change.kind === "removed" ? change.before : change.after;
  return { severity: "info", rule, service: serviceOf(object), object: change.identity, text, explains };
}

/** So many fields of one object are told one by one; the report for machines has all. */
const MOST_FIELDS = 6;

function fieldsText(fields: readonly FieldChange[]): string {
  const shown = fields.slice(0, MOST_FIELDS).map(fieldText);
  const left = fields.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more ${left === 1 ? "field" : "fields"}`] : [])].join("; ");
}

function fieldText({ path, before, after }: FieldChange): string {
  return `${pathText(path)} ${shortChange(before, after)}`;
}
