import { asRecord, asRecords } from "../../../core";
import type { Changes, Finding } from "../../model";
import { isEdited } from "../../object-change";
import { word } from "../../values";
import { tell } from "./telling";

/** Admission webhooks that may stop the cluster, or that are asked no more. */
export function webhooks({ objects }: Changes): Finding[] {
  return objects.filter(isEdited).flatMap((change) => {
    if (!change.after.kind.endsWith("WebhookConfiguration")) return [];
    const old = new Map(asRecords(change.before["webhooks"]).map((one) => [one["name"], one]));
    return asRecords(change.after["webhooks"]).flatMap((hook): Finding[] => {
      const was = word(asRecord(old.get(hook["name"]))["failurePolicy"] ?? "Fail");
      const is = word(hook["failurePolicy"] ?? "Fail");
      if (!old.has(hook["name"]) || was === is) return [];
      return [
        tell(
          "warning",
          "webhook-failure-policy",
          change,
          `failure policy of webhook ${word(hook["name"])} ${was} → ${is}`,
          {
            explains: change.fields.filter(({ path }) => path.includes("failurePolicy")),
            consequence:
              is === "Ignore"
                ? "While it does not answer, objects are let in unchecked."
                : "While it does not answer, nothing that it checks can be created or changed.",
          },
        ),
      ];
    });
  });
}
