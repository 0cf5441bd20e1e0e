import { qualifiedKind, quantity } from "../../../core";
import type { Changes, Finding } from "../../model";
import { isEdited } from "../../object-change";
import { valueAt, word } from "../../values";
import { touching } from "./fields";
import { called, tell } from "./telling";

/** Claims that grow, which their class must allow, or shrink, which no volume can. */
export function claims({ objects, after: side }: Changes): Finding[] {
  return objects.filter(isEdited).flatMap((change): Finding[] => {
    if (qualifiedKind(change.after) !== "PersistentVolumeClaim") return [];
    const place = ["spec", "resources", "requests", "storage"];
    const [was, is] = [valueAt(change.before, place), valueAt(change.after, place)];
    const [before, after] = [quantity(was), quantity(is)];
    const explains = touching(change.fields, place);
    if (explains.length === 0 || Number.isNaN(before) || Number.isNaN(after)) return [];
    const text = `storage of ${called(change.after)} ${word(was)} → ${word(is)}`;
    if (after < before)
      return [
        tell("danger", "claim-shrunk", change, `${text}: a volume cannot shrink`, {
          explains,
          consequence: "Kubernetes refuses it: make a smaller claim of another name, and copy the data.",
        }),
      ];
    if (after === before) return [tell("info", "claim-same", change, `${text}: the same size`, { explains })];
    const className = valueAt(change.after, ["spec", "storageClassName"]);
    const storageClass = typeof className === "string" ? side.object(`StorageClass/${className}`) : undefined;
    if (storageClass && storageClass["allowVolumeExpansion"] !== true)
      return [
        tell(
          "danger",
          "claim-not-expandable",
          change,
          `${text}, but StorageClass ${word(className)} does not allow expansion`,
          {
            explains,
            consequence: "Kubernetes refuses it: set allowVolumeExpansion of the StorageClass first.",
          },
        ),
      ];
    return [
      tell("info", "claim-grown", change, text, {
        explains,
        consequence: "Its StorageClass must have allowVolumeExpansion; a volume cannot be made smaller again.",
      }),
    ];
  });
}
