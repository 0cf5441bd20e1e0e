import { asRecord } from "../../../core";
import type { Changes, Finding } from "../../model";
import { word } from "../../values";

/**
 * What a Namespace lets pods do.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurity({ objects }: Changes): readonly Finding[] {
  return objects.flatMap((change): readonly Finding[] => {
    if (change.kind === "added" || change.kind === "removed" || change.after.kind !== "Namespace") return [];
    return change.fields.flatMap((field): readonly Finding[] => {
      const isOfLabels = field.path[0] === "metadata" && field.path[1] === "labels";
      if (!isOfLabels || (field.path.length === 3 && field.path[2] !== ENFORCE) || field.path.length > 3) return [];
      const [before, after] = [change.before, change.after].map(({ metadata }) =>
        word(asRecord(metadata.labels)[ENFORCE] ?? "privileged"),
      );
      if (before === after) return [];
      const isLowered = LEVELS.indexOf(after ?? "") < LEVELS.indexOf(before ?? "");
      return [
        {
          severity: isLowered ? "warning" : "info",
          rule: isLowered ? "pod-security-lowered" : "pod-security-raised",
          service: "cluster",
          object: change.identity,
          text: `Pod Security of namespace ${change.after.metadata.name} ${before} → ${after}${isLowered ? ": lowered" : ""}`,
          consequence: isLowered
            ? "Any pod in it may ask for what was refused so far."
            : "Pods that ask for more are refused when they are next created; those that run go on.",
          explains: [field],
        },
      ];
    });
  });
}

const ENFORCE = "pod-security.kubernetes.io/enforce";
const LEVELS = ["privileged", "baseline", "restricted"];
