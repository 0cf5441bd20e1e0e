import { podSpecOf } from "../../../core";
import { bindingsOf, runningAs } from "../../accounts";
import type { Changes, Finding } from "../../model";
import { isEdited } from "../../object-change";
import { touching } from "./fields";
import { called, tell } from "./telling";

/** Service accounts whose pods get a token of the API server. */
export function serviceAccounts({ objects, after }: Changes): Finding[] {
  return objects.flatMap((change): Finding[] => {
    if (!isEdited(change) || change.after.kind !== "ServiceAccount") return [];
    const explains = touching(change.fields, ["automountServiceAccountToken"]);
    if (explains.length === 0) return [];
    const was = change.before["automountServiceAccountToken"] !== false;
    const is = change.after["automountServiceAccountToken"] !== false;
    const subject = `pods of ServiceAccount ${change.after.metadata.name}`;
    if (was === is)
      return [
        tell("info", "token-same", change, `${subject} get a token as before: the default is written out`, {
          explains,
        }),
      ];
    const account = `${change.after.metadata.namespace ?? "default"}/${change.after.metadata.name}`;
    const relying = (runningAs(after).get(account) ?? []).some(
      (object) => podSpecOf(object)["automountServiceAccountToken"] === undefined,
    );
    const [binding] = relying ? (bindingsOf(after).get(account) ?? []) : [];
    const rights = binding ? `, although ${called(binding)} gives them rights` : "";
    return is
      ? [
          tell("warning", "token-mounted", change, `${subject} get a token of the API server, did not before`, {
            explains,
            consequence: "Whoever breaks into the pod acts as the account; pods may still refuse it for themselves.",
          }),
        ]
      : [
          tell(
            binding ? "warning" : "info",
            "token-removed",
            change,
            `${subject} get no token of the API server any more${rights}`,
            {
              explains,
              consequence: "A program in them that asks the API server is refused.",
            },
          ),
        ];
  });
}
