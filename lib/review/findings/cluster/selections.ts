import { identityOf, qualifiedKind, type KubernetesObject } from "../../../core";
import { canonical } from "../../diff";
import type { Inventory } from "../../inventory";
import type { Changes, Finding, ObjectChange, Severity } from "../../model";
import { isEdited, past, present } from "../../object-change";
import { once } from "../../once";
import { podLabels } from "../../pod-template";
import { listed } from "../../wording";
import { touching } from "./fields";
import { selectedBy, selecting, selectorOf } from "./selected";
import { called, tell } from "./telling";
import { isWorkload } from "./workloads";

/** Selectors that find no pods any more, or those of somebody else, too. */
export function selections(changes: Changes): Finding[] {
  const selectors = changes.objects.filter((change) => isEdited(change) && hasNewSelector(change));
  const lost = new Map(
    changes.objects
      .filter(losesPods)
      .flatMap((cause) => lostBy(cause, changes))
      .map(({ object, finding }) => [identityOf(object), finding]),
  );
  return [
    ...lost.values(),
    ...selectors.filter(({ identity }) => !lost.has(identity)).flatMap((one) => selection(one, changes)),
  ];
}

interface Selecting {
  readonly severity: Severity;
  readonly at: readonly string[];
  /** What follows where it selects nothing. */
  readonly consequence: string;
}

const SELECTING: Readonly<Record<string, Selecting>> = {
  Service: {
    severity: "danger",
    at: ["spec", "selector"],
    consequence: "Requests to it fail: its selector and the labels of the pods must be changed together.",
  },
  PodDisruptionBudget: {
    severity: "warning",
    at: ["spec", "selector"],
    consequence: "A drain of nodes may evict all pods at once.",
  },
  NetworkPolicy: {
    severity: "warning",
    at: ["spec", "podSelector"],
    consequence: "Traffic to the pods is no longer restricted by it.",
  },
};

function hasNewSelector(change: ObjectChange): boolean {
  if (!isEdited(change)) return false;
  return canonical(selectorOf(change.before)) !== canonical(selectorOf(change.after));
}

/** Whether pods that something may select get other labels or go. */
function losesPods(change: ObjectChange): boolean {
  const before = past(change);
  if (!before || !isWorkload(before)) return false;
  if (change.kind !== "changed") return true;
  const now = podLabels(change.after);
  return Object.entries(podLabels(before)).some(([key, value]) => now[key] !== value);
}

/** Of what is left, only what selected the pods before is looked at. */
function lostBy(cause: ObjectChange, { before, after }: Changes): { object: KubernetesObject; finding: Finding }[] {
  const old = past(cause);
  if (!old) return [];
  const workload = { object: old, labels: podLabels(old) };
  return Object.entries(SELECTING).flatMap(([kind, how]) =>
    selecting(kind, workload, before).flatMap((was) => {
      const object = after.object(identityOf(was));
      if (!object || selectorOf(object) === undefined || selectedBy(object, after).length > 0) return [];
      const consequence =
        cause.kind === "removed" ? `${called(old)} is removed, and ${called(object)} is left.` : how.consequence;
      const severity = cause.kind === "removed" && kind !== "Service" ? "info" : how.severity;
      const text = `${called(object)} selects no pods any more`;
      return [
        {
          object,
          // What nobody needs is left over; requests to a Service still come.
          finding: tell(severity, "selects-nothing", cause, text, { consequence, explains: labelFields(cause) }),
        },
      ];
    }),
  );
}

function selection(change: ObjectChange, changes: Changes): Finding[] {
  const { before, after } = changes;
  const how = SELECTING[qualifiedKind(present(change))];
  if (!isEdited(change) || !how) return [];
  const explains = touching(change.fields, how.at);
  const was = selected(change.before, before, newNames(changes));
  const is = selected(change.after, after);
  if (is.length === 0 && was.length > 0)
    return [
      tell(how.severity, "selects-nothing", change, `${called(change.after)} selects no pods any more`, {
        consequence: how.consequence,
        explains,
      }),
    ];
  if (was.join() === is.join()) return [];
  const gained = is.filter((name) => !was.includes(name));
  const lost = was.filter((name) => !is.includes(name));
  const parts = [
    ...(gained.length > 0 ? [`selects pods of ${listed(gained)}`] : []),
    ...(lost.length > 0 ? [`no longer those of ${listed(lost)}`] : []),
  ];
  return [
    tell("warning", "selects-others", change, `${called(change.after)} ${parts.join(", ")}`, {
      explains,
      ...(change.after.kind === "Service" ? { consequence: "Requests go to other pods than before." } : {}),
    }),
  ];
}

function selected(object: KubernetesObject, inventory: Inventory, names?: ReadonlyMap<string, string>): string[] {
  return selectedBy(object, inventory)
    .map((workload) => names?.get(identityOf(workload.object)) ?? called(workload.object))
    .toSorted();
}

/** What is called otherwise now, by its old identity: a Service that goes with its pods selects the same ones. */
const newNames = once(
  ({ objects }: Changes) =>
    new Map(
      objects.flatMap((change) => (change.kind === "moved" ? [[change.from, called(change.after)] as const] : [])),
    ),
);

function labelFields(change: ObjectChange): Finding["explains"] {
  return isEdited(change)
    ? change.fields.filter(({ path }) => path.includes("template") && path.includes("labels"))
    : [];
}
