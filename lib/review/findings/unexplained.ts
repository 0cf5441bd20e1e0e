import type { FieldChange } from "../diff";
import type { Changes, Finding, ObjectChange } from "../model";
import { shownField, shownPath } from "../secrets";
import { present } from "../object-change";
import { serviceOf } from "../service-of";
import { shortChange } from "../shortly";
import { shownBy } from "./shows";

/** What nobody else tells about, object by object and field by field: nothing may be left out. */
export function unexplained(changes: Changes, told: readonly Finding[]): Finding[] {
  const explained = explainedBy(told);
  return changes.objects.flatMap((change): Finding[] => {
    const isTold = explained.has(change);
    if (change.kind === "added") return isTold ? [] : [about(change, "object-added", `${change.identity} is new`)];
    if (change.kind === "removed")
      return isTold ? [] : [about(change, "object-removed", `${change.identity} is removed`)];
    const moved =
      change.kind === "moved" && !isTold
        ? [about(change, "object-moved", `${change.from} is now ${change.identity}`)]
        : [];
    const left = change.fields.filter((field) => !explained.has(field));
    if (left.length === 0) return moved;
    return [...moved, about(change, "fields-changed", `${change.identity}: ${fieldsText(left)}`, left)];
  });
}

/** What is told, and what follows from it. An object that was edited counts field by field. */
function explainedBy(told: readonly Finding[]): ReadonlySet<FieldChange | ObjectChange> {
  const found = new Set<FieldChange | ObjectChange>();
  for (const finding of told) {
    const isShown = shownBy(finding);
    for (const one of finding.explains) if (!found.has(one) && (!("path" in one) || isShown(one))) found.add(one);
    for (const one of finding.follows ?? []) found.add(one);
  }
  return found;
}

function about(change: ObjectChange, rule: string, text: string, explains: Finding["explains"] = [change]): Finding {
  const object = present(change);
  return { severity: "info", rule, service: serviceOf(object), object: change.identity, text, explains };
}

/** So many fields of one object are told one by one; the report for machines has all. */
const MOST_FIELDS = 6;

function fieldsText(fields: readonly FieldChange[]): string {
  const shown = fields.slice(0, MOST_FIELDS).map(fieldText);
  const left = fields.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more ${left === 1 ? "field" : "fields"}`] : [])].join("; ");
}

function fieldText(field: FieldChange): string {
  const { before, after } = shownField(field);
  return `${shownPath(field.path)} ${shortChange(before, after)}`;
}
