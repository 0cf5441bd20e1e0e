import { qualifiedKind } from "../../../core";
import type { Changes, Finding, ObjectChange } from "../../model";
import { isEdited, type EditedObject, present } from "../../object-change";
import { listed } from "../../wording";
import { touching } from "./fields";
import { openedBeyond, openingsOf, openingText, restricts, type Direction } from "./network-rules";
import { policiesFor } from "./reachability";
import { selectedBy } from "./selected";
import { tell } from "./telling";

/** Who may reach pods now, or be reached by them, and may not any more. */
export function networkPolicies(changes: Changes): Finding[] {
  return changes.objects
    .filter((change) => qualifiedKind(present(change)) === "NetworkPolicy")
    .flatMap((change) => {
      if (change.kind === "removed") return removal(change, changes);
      if (change.kind === "added") return [addition(change)];
      return isEdited(change) ? DIRECTIONS.flatMap((direction) => edit(change, direction)) : [];
    });
}

const DIRECTIONS: readonly Direction[] = ["Ingress", "Egress"];

function removal(change: ObjectChange, { after }: Changes): Finding[] {
  const policy = present(change);
  const { name } = policy.metadata;
  const left = selectedBy(policy, after);
  const open = DIRECTIONS.filter((direction) => restricts(policy, direction)).flatMap((direction) => {
    const pods = left.filter((workload) => policiesFor(workload, direction, after).length === 0);
    return pods.length === 0 ? [] : [{ direction, pods: pods.map(({ object }) => object.metadata.name) }];
  });
  if (open.length === 0)
    return [
      tell("info", "policy-removed", change, `NetworkPolicy ${name} is removed`, {
        consequence:
          left.length === 0 ? "It selects no pods that are left." : "Other policies restrict its pods as before.",
      }),
    ];
  const what = open.map(({ direction, pods }) =>
    direction === "Ingress" ? `anybody reaches ${listed(pods)}` : `${listed(pods)} may reach anybody`,
  );
  return [tell("warning", "policy-opened", change, `NetworkPolicy ${name} is removed: ${what.join(", and ")}`)];
}

function addition(change: ObjectChange): Finding {
  const policy = present(change);
  const rules = DIRECTIONS.filter((direction) => restricts(policy, direction)).map((direction) => {
    const openings = openingsOf(policy, direction);
    const allowed = openings.length === 0 ? "nobody" : listed(openings.map(openingText));
    return direction === "Ingress" ? `lets in ${allowed}` : `lets out to ${allowed}`;
  });
  return tell(
    "info",
    "policy-added",
    change,
    `NetworkPolicy ${policy.metadata.name} is new, and ${rules.join(", and ")}`,
    {
      consequence: "Pods that were open are restricted to that.",
    },
  );
}

function edit(change: EditedObject, direction: Direction): Finding[] {
  const was = openingsOf(change.before, direction);
  const is = openingsOf(change.after, direction);
  const opened = openedBeyond(is, was);
  const closed = openedBeyond(was, is);
  const explains = [
    ...touching(change.fields, ["spec", direction.toLowerCase()]),
    ...touching(change.fields, ["spec", "policyTypes"]),
  ];
  const { name } = change.after.metadata;
  const verb = direction === "Ingress" ? "lets in" : "lets out to";
  const found: Finding[] = [];
  if (opened.length > 0)
    found.push(
      tell(
        "warning",
        "policy-opened",
        change,
        `NetworkPolicy ${name} also ${verb} ${listed(opened.map(openingText), 4)}`,
        { explains },
      ),
    );
  if (closed.length > 0)
    found.push(
      tell(
        "info",
        "policy-closed",
        change,
        `NetworkPolicy ${name} no longer ${verb} ${listed(closed.map(openingText), 4)}`,
        { explains },
      ),
    );
  if (found.length === 0 && explains.length > 0 && direction === "Ingress")
    found.push({
      ...tell(
        "info",
        "policy-same",
        change,
        `NetworkPolicy ${name} lets through the same as before, written in another way`,
        { explains: [] },
      ),
      follows: explains,
    });
  return found;
}
