import { asRecord, qualifiedKind } from "../../../core";
import type { Changes, Finding, ObjectChange } from "../../model";
import { isEdited } from "../../object-change";
import { word } from "../../values";
import { listed } from "../../wording";
import { called, tell } from "./telling";

const PARTS = ["data", "stringData"];

/** Secrets whose data stands in the files; the names of the keys are told, never a value. */
export function secrets({ objects }: Changes): Finding[] {
  return objects.flatMap((change): Finding[] => {
    if (change.kind === "removed" || qualifiedKind(change.after) !== "Secret") return [];
    return change.kind === "added" ? added(change) : edited(change);
  });
}

function added(change: Extract<ObjectChange, { readonly kind: "added" }>): Finding[] {
  const keys = PARTS.flatMap((part) => Object.keys(asRecord(change.after[part])));
  if (keys.length === 0) return [tell("info", "secret-new", change, `${called(change.after)} is new, without data`)];
  return [
    tell("warning", "secret-in-files", change, `${called(change.after)} is new, with ${listed(keys)} in the files`, {
      consequence:
        "Everybody who reads the repository or the rendered files reads the Secret: refer to one that is made elsewhere.",
    }),
  ];
}

function edited(change: ObjectChange): Finding[] {
  if (!isEdited(change)) return [];
  const fields = change.fields.filter(({ path }) => PARTS.includes(word(path[0])));
  if (fields.length === 0) return [];
  const was = new Set(PARTS.flatMap((part) => Object.keys(asRecord(change.before[part]))));
  const is = new Set(PARTS.flatMap((part) => Object.keys(asRecord(change.after[part]))));
  const gained = [...is].filter((key) => !was.has(key));
  const lost = [...was].filter((key) => !is.has(key));
  const kept = fields.map(({ path }) => word(path[1])).filter((key) => is.has(key) && was.has(key));
  const parts = [
    ...(gained.length > 0 ? [`new keys ${listed(gained)}`] : []),
    ...(lost.length > 0 ? [`without ${listed(lost)}`] : []),
    ...(kept.length > 0 ? [`another value of ${listed(kept)}`] : []),
  ];
  const subject = called(change.after);
  return [
    gained.length + kept.length > 0
      ? tell("warning", "secret-in-files", change, `${subject}: ${parts.join(", ")}, in the files`, {
          explains: fields,
          consequence:
            "Whoever reads the files reads the value; pods that take it as a variable keep the old one until they restart.",
        })
      : tell("info", "secret-keys-removed", change, `${subject}: ${parts.join(", ")}`, { explains: fields }),
  ];
}
