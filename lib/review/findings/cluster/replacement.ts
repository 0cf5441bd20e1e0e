import { qualifiedKind, type KubernetesObject } from "../../../core";
import { pathText, startsWith, type FieldChange } from "../../diff";
import type { Changes, Finding } from "../../model";
import { isEdited, type EditedObject } from "../../object-change";
import { shortChange } from "../../shortly";
import { valueAt, word } from "../../values";
import { counted } from "../../wording";
import { claimTemplateAdvice } from "./claim-templates";
import { same, touching } from "./fields";
import { IMMUTABLE, type ImmutableKind, type ImmutablePart } from "./immutable-fields";
import { called, tell } from "./telling";

/** Fields that Kubernetes does not let change: the object must be deleted and created anew. */
export function replacement({ objects }: Changes): Finding[] {
  return objects.filter(isEdited).flatMap((change) => {
    const kind = IMMUTABLE.get(qualifiedKind(change.before));
    return kind && change.kind === "changed" ? replacements(change, kind) : [];
  });
}

function replacements(change: EditedObject, kind: ImmutableKind): Finding[] {
  const hit = kind.parts.flatMap((part) => {
    const fields = changedFields(change, part);
    return fields.length === 0 ? [] : [{ part, fields }];
  });
  const fields = [...new Set(hit.flatMap((one) => one.fields))];
  if (fields.length === 0) return [];
  const isUncertain = hit.every(({ part }) => part.assigned && valueAt(change.before, part.at) === undefined);
  const isKept = hit.every(({ part }) => part.keeps && !valueAt(change.after, part.at));
  const replaces = hit.some(({ part }) => part.pulumi === "replaces");
  return [
    tell(
      isUncertain ? "warning" : "danger",
      isUncertain ? "maybe-immutable" : "must-be-replaced",
      change,
      `${called(change.after)} ${isUncertain ? "may have to be replaced" : "must be replaced"}: ${fieldsText(fields, change.after)}`,
      { consequence: consequence(change, { replaces, isUncertain, isKept }, kind), explains: fields },
    ),
  ];
}

function changedFields({ before, after, fields }: EditedObject, part: ImmutablePart): FieldChange[] {
  if (part.when?.(before, after) === false) return [];
  const value = part.comparable ?? ((one: unknown) => one);
  const was = valueAt(before, part.at);
  const is = valueAt(after, part.at);
  // Where the cluster has filled it in, taking the line away changes nothing.
  if (part.assigned && is === undefined) return [];
  if (same(value(was ?? part.default, before), value(is ?? part.default, after))) return [];
  return touching(fields, part.at).filter(
    (field) =>
      !part.isDefault?.(field) && !part.except?.some((place) => startsWith(field.path, [...part.at, ...place])),
  );
}

interface Fate {
  readonly replaces: boolean;
  readonly isUncertain: boolean;
  readonly isKept: boolean;
}

function consequence(change: EditedObject, { replaces, isUncertain, isKept }: Fate, kind: ImmutableKind): string {
  const what = change.after.kind;
  const advice = claimTemplateAdvice(change);
  const refused = isUncertain
    ? "Kubernetes refuses it unless the cluster has set the same value already"
    : isKept
      ? `kubectl apply and Argo CD leave the ${what} as it was until somebody deletes it`
      : `kubectl apply and Argo CD are refused until the ${what} is deleted`;
  const pulumi = replaces
    ? `Pulumi deletes the ${what} and creates it anew: ${kind.meanwhile}`
    : `Pulumi fails likewise, and once it is deleted and created anew, ${kind.meanwhile}`;
  return `${refused}; ${pulumi}${advice ? `; ${advice}` : ""}.`;
}

/** So many fields are told one by one. */
const MOST_FIELDS = 3;

function fieldsText(fields: readonly FieldChange[], object: KubernetesObject): string {
  const left = fields.length - MOST_FIELDS;
  const shown = fields.slice(0, MOST_FIELDS).map((field) => fieldText(field, object));
  return [...shown, ...(left > 0 ? [`and ${counted(left, "more field")}`] : [])].join("; ");
}

/** Values of Secrets are told to nobody. */
function fieldText({ path, before, after }: FieldChange, object: KubernetesObject): string {
  const isHidden = object.kind === "Secret" && ["data", "stringData"].includes(word(path[0]));
  return isHidden ? pathText(path) : `${pathText(path)} ${shortChange(before, after)}`;
}
