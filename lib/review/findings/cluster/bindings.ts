import { asRecord, asRecords, qualifiedKind, type JsonRecord, type KubernetesObject } from "../../../core";
import { bindingsOf, runningAs } from "../../accounts";
import type { Changes, Finding, ObjectChange, Severity } from "../../model";
import { isEdited, past, present } from "../../object-change";
import { once } from "../../once";
import { word } from "../../values";
import { listed } from "../../wording";
import { same, touching } from "./fields";
import { permissionsOf, powerOf } from "./permissions";
import { called, tell } from "./telling";

/** Who may do what a role allows, and does not any more. */
export function bindings(changes: Changes): Finding[] {
  return changes.objects
    .filter((change) => BINDINGS.has(qualifiedKind(present(change))))
    .flatMap((change) => binding(change, changes));
}

const BINDINGS = new Set(["ClusterRoleBinding", "RoleBinding"]);

function binding(change: ObjectChange, changes: Changes): Finding[] {
  const was = subjectsOf(past(change)).map((one) => newNames(changes).get(one) ?? one);
  const is = change.kind === "removed" ? [] : subjectsOf(change.after);
  const subject = called(present(change));
  const roleRef = asRecord(present(change)["roleRef"]);
  const role = `${word(roleRef["kind"] ?? "Role")} ${word(roleRef["name"])}`;
  const fields = isEdited(change) ? touching(change.fields, ["subjects"]) : [];
  const explains = change.kind === "changed" ? fields : [change];
  const hasOtherRole = change.kind === "changed" && asRecord(change.before["roleRef"])["name"] !== roleRef["name"];
  // The change of the role itself is told as the replacement that it is; here it counts what the new one gives.
  const gained = hasOtherRole ? is : is.filter((one) => !was.includes(one));
  const lost = was.filter((one) => !is.includes(one));
  const found: Finding[] = [];
  if (gained.length > 0) {
    const { severity, why } = weight(gained, roleRef, change, changes);
    found.push(
      tell(severity, "rbac-granted", change, `${subject} gives ${role} to ${gained.join(", ")}`, {
        explains: hasOtherRole && isEdited(change) ? [...fields, ...touching(change.fields, ["roleRef"])] : explains,
        ...(why === undefined ? {} : { consequence: why }),
      }),
    );
  }
  if (lost.length > 0) {
    const users = lost.flatMap((one) => left(one, roleRef, present(change), changes));
    const still =
      users.length === 0 ? "" : `, but ${listed(users.map(called))} still ${users.length > 1 ? "run" : "runs"} as it`;
    found.push(
      tell(
        users.length > 0 ? "warning" : "info",
        "rbac-revoked",
        change,
        `${subject} no longer gives ${role} to ${lost.join(", ")}${still}`,
        { explains, consequence: "Whatever they still need of it is answered with 403." },
      ),
    );
  }
  return found;
}

/** `prometheus (ServiceAccount of observability)`, `group system:masters` */
function subjectsOf(object: KubernetesObject | undefined): string[] {
  return asRecords(object?.["subjects"]).map(({ kind, name, namespace }) =>
    kind === "ServiceAccount"
      ? `ServiceAccount ${word(namespace ?? object?.metadata.namespace ?? "default")}/${word(name)}`
      : `${word(kind ?? "subject").toLowerCase()} ${word(name)}`,
  );
}

/** Accounts that are called otherwise now, or stand in another namespace: who has had a role, has it still. */
const newNames = once(
  ({ objects }: Changes) =>
    new Map(
      objects.flatMap((change) => {
        if (change.kind !== "moved" || change.after.kind !== "ServiceAccount") return [];
        return [[accountName(change.before), accountName(change.after)] as const];
      }),
    ),
);

function accountName({ metadata }: KubernetesObject): string {
  return `ServiceAccount ${metadata.namespace ?? "default"}/${metadata.name}`;
}

/** What runs as an account that has a role from nowhere else. */
function left(
  subject: string,
  roleRef: JsonRecord,
  { metadata }: KubernetesObject,
  { after }: Changes,
): readonly KubernetesObject[] {
  const [kind, account = ""] = subject.split(" ");
  if (kind !== "ServiceAccount") return [];
  const isGiven = (bindingsOf(after).get(account) ?? []).some(
    (other) =>
      (other.kind === "ClusterRoleBinding" || other.metadata.namespace === metadata.namespace) &&
      same(other["roleRef"], roleRef),
  );
  return isGiven ? [] : (runningAs(after).get(account) ?? []);
}

const EVERYBODY = /system:(authenticated|unauthenticated|anonymous|serviceaccounts$)/;

function weight(
  subjects: readonly string[],
  roleRef: JsonRecord,
  change: ObjectChange,
  { after }: Changes,
): { severity: Severity; why?: string } {
  const everybody = subjects.find((one) => EVERYBODY.test(one));
  if (everybody !== undefined)
    return { severity: "danger", why: `${everybody.replace(/^\w+ /, "")} is everybody who reaches the API server.` };
  if (subjects.includes("group system:masters"))
    return { severity: "danger", why: "system:masters may do everything, whatever the roles say." };
  const { kind, name } = roleRef;
  const isWide = qualifiedKind(present(change)) === "ClusterRoleBinding";
  if (name === "cluster-admin")
    return isWide
      ? { severity: "danger", why: "cluster-admin may do everything in the whole cluster." }
      : { severity: "danger", why: "cluster-admin may do everything in the namespace." };
  if (typeof name === "string" && ["admin", "edit"].includes(name))
    return {
      severity: isWide ? "danger" : "warning",
      why: `${name} reads and changes almost everything, Secrets included.`,
    };
  const namespace = present(change).metadata.namespace;
  const role = after.object(kind === "ClusterRole" ? `ClusterRole/${word(name)}` : `Role/${namespace}/${word(name)}`);
  const power =
    role &&
    permissionsOf(role)
      .map(powerOf)
      .find((one) => one !== undefined);
  if (power) return { severity: isWide ? "danger" : "warning", why: `The role ${power}.` };
  // What a new binding gives belongs to what is new; what an old one gives to others has to be looked at.
  return { severity: change.kind === "added" && role ? "info" : "warning" };
}
