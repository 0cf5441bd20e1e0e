import { isRecord, quantity } from "../../../core";
import type { Changes, Finding } from "../../model";
import { isEdited, type EditedObject } from "../../object-change";
import { word } from "../../values";
import { touching } from "./fields";
import { called, tell } from "./telling";

/** Quotas and limits of a namespace that get smaller or larger. */
export function limits({ objects }: Changes): Finding[] {
  return objects.filter(isEdited).flatMap((change) => {
    if (change.after.kind === "ResourceQuota")
      return values(change, ["spec", "hard"], "more is refused: pods that start anew may not be created");
    return change.after.kind === "LimitRange"
      ? values(
          change,
          ["spec", "limits"],
          "pods that ask for more are refused, and those that ask for nothing get the new default",
        )
      : [];
  });
}

function values(change: EditedObject, place: readonly string[], otherwise: string): Finding[] {
  return touching(change.fields, place).flatMap((field): Finding[] => {
    const { before, after, path } = field;
    if (isRecord(before) || isRecord(after) || Array.isArray(before) || Array.isArray(after)) return [];
    const what = path
      .slice(2)
      .filter((step) => typeof step === "string" || step.by !== "position")
      .map((step) => (typeof step === "string" ? step : step.key))
      .join(" ");
    const text = `${what} of ${called(change.after)} ${word(before ?? "unlimited")} → ${word(after ?? "unlimited")}`;
    const isLower = amountOf(after) < amountOf(before);
    return [
      isLower
        ? tell("warning", "limit-lowered", change, text, {
            explains: [field],
            consequence: `${otherwise[0]?.toUpperCase() ?? ""}${otherwise.slice(1)}.`,
          })
        : tell("info", "limit-raised", change, text, { explains: [field] }),
    ];
  });
}

/** What is not limited is more than any limit. */
function amountOf(value: unknown): number {
  return value === undefined ? Infinity : quantity(value);
}
