import { qualifiedKind } from "../../../core";
import type { Changes, Finding, ObjectChange } from "../../model";
import { listed } from "../../wording";
import { callersLeft } from "./gone";
import { called, tell } from "./telling";
import { isWorkload } from "./workloads";

/** Objects under another name or in another namespace: for Kubernetes the old one goes, and a new one comes. */
export function moved(changes: Changes): Finding[] {
  return changes.objects.filter((change) => change.kind === "moved").flatMap((change) => move(change, changes));
}

function move(change: Extract<ObjectChange, { readonly kind: "moved" }>, changes: Changes): Finding[] {
  const { before, after, from, identity } = change;
  const kind = qualifiedKind(before);
  const text = `${from} is now ${identity}`;
  if (kind === "Service") {
    const callers = callersLeft(change, changes);
    const { name, namespace = "default" } = before.metadata;
    const consequence = `The name ${name}.${namespace}.svc leads nowhere any more, and the new one has another address.`;
    return [
      callers.length > 0
        ? tell("danger", "service-moved", change, `${text}, but ${listed(callers)} by its old name`, { consequence })
        : tell("warning", "service-moved", change, text, { consequence }),
    ];
  }
  if (isWorkload(before))
    return [
      tell("warning", "workload-moved", change, text, {
        consequence: `${called(before)} is deleted and ${called(after)} is created: the old pods may stop before the new ones answer.`,
      }),
    ];
  // What holds data is told by data-loss.ts, all else by its name alone.
  return [];
}
