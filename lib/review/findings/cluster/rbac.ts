import { qualifiedKind, type KubernetesObject } from "../../../core";
import type { FieldChange } from "../../diff";
import type { Changes, Finding, ObjectChange } from "../../model";
import { isEdited, past, present } from "../../object-change";
import { touching } from "./fields";
import { allInWords, beyond, inWords, permissionsOf, powerOf, type Permission } from "./permissions";
import { called, tell } from "./telling";

/** What roles allow now, and do not any more. */
export function roles({ objects }: Changes): Finding[] {
  return objects.filter((change) => ROLES.has(qualifiedKind(present(change)))).flatMap(role);
}

const ROLES = new Set(["ClusterRole", "Role"]);

function role(change: ObjectChange): Finding[] {
  const before = past(change);
  const after = change.kind === "removed" ? undefined : change.after;
  const was = permissionsIn(before);
  const is = permissionsIn(after);
  const gained = beyond(is, was);
  const lost = beyond(was, is);
  const subject = called(present(change));
  const fields = isEdited(change) ? touching(change.fields, ["rules"]) : [];
  const follows = fields.filter(isOfRule);
  const explains = change.kind === "changed" ? fields : [change];
  const verb = before ? "also" : "is new and";
  const found: Finding[] = [];
  // Where the line names only the first of many, both sides are shown as a whole.
  const isCut = [gained, lost].some((some) => / and \d+ more/.test(inWords(some)));
  const whole = isCut ? { detail: { before: allInWords(was) || "none", after: allInWords(is) || "none" } } : {};
  if (gained.length > 0)
    found.push({
      ...widened(change, gained, `${subject} ${verb} allows`, explains, !before),
      ...whole,
      follows,
    });
  if (lost.length > 0 && after)
    found.push({
      ...tell("info", "rbac-narrowed", change, `${subject} no longer allows ${inWords(lost)}`, {
        explains,
        consequence: "Whoever still needs it is answered with 403.",
      }),
      ...(gained.length === 0 && whole),
      follows,
    });
  if (!after)
    found.push(tell("info", "role-removed", change, `${subject} is removed: ${inWords(was) || "it allowed nothing"}`));
  if (found.length === 0 && fields.length > 0)
    found.push({
      ...tell("info", "rbac-same", change, `${subject} allows the same as before, written in another way`, {
        explains: [],
      }),
      follows: fields,
    });
  return found;
}

/** A rule, or what of it says what is allowed. */
function isOfRule({ path }: FieldChange): boolean {
  const [, , field] = path;
  return field === undefined || (typeof field === "string" && FIELDS.has(field));
}

const FIELDS = new Set(["apiGroups", "resources", "resourceNames", "verbs", "nonResourceURLs"]);

function permissionsIn(object: KubernetesObject | undefined): Permission[] {
  return object ? permissionsOf(object) : [];
}

/** A new role is somebody's only when it is bound; with power over the cluster it has to be looked at anyway. */
function widened(
  change: ObjectChange,
  gained: readonly Permission[],
  start: string,
  explains: Finding["explains"],
  isNew: boolean,
): Finding {
  const power = gained.map(powerOf).find((one) => one !== undefined);
  const isNamespaced = qualifiedKind(present(change)) === "Role";
  const text = `${start} ${inWords(gained)}`;
  if (power === undefined)
    return tell(isNew ? "info" : "warning", isNew ? "role-new" : "rbac-widened", change, text, { explains });
  return tell(isNamespaced && power !== "everything" ? "warning" : "danger", "rbac-power", change, text, {
    explains,
    consequence: `It ${isNamespaced ? "concerns this namespace" : "concerns the whole cluster"}: ${power}.`,
  });
}
