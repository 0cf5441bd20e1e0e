import { qualifiedKind, type KubernetesObject } from "../../../core";
import { grouped } from "../../grouped";
import type { Inventory } from "../../inventory";
import type { Changes, Finding, ObjectChange } from "../../model";
import { once } from "../../once";
import { serviceOf } from "../../service-of";
import { listed } from "../../wording";
import { callersOf } from "./callers";
import { called, tell } from "./telling";
import { isWorkload } from "./workloads";

type Removed = Extract<ObjectChange, { readonly kind: "removed" }>;

/** Services that are taken away as a whole, and single workloads and Services that are. */
export function gone(changes: Changes): Finding[] {
  const removed = changes.objects.filter((change) => change.kind === "removed");
  const groups = grouped(removed, ({ before }) => serviceOf(before));
  return [...groups].flatMap(([service, group]) => {
    const workloads = group.filter(({ before }) => isWorkload(before) && before.kind !== "Job");
    if (workloads.length === 0 || isRunning(service, changes))
      return group.flatMap((change) => [...workload(change, changes), ...endpoint(change, changes)]);
    const callers = group.flatMap((change) => callersLeft(change, changes));
    const [first] = workloads;
    if (!first) return [];
    const parts = listed(
      group.map(({ before }) => before.kind),
      12,
    );
    return [
      callers.length > 0
        ? tell("danger", "service-gone", first, `service ${service} is removed (${parts}), but ${listed(callers)}`, {
            consequence: "Whoever calls it gets no answer: change the callers first.",
            explains: group,
          })
        : tell("warning", "service-gone", first, `service ${service} is removed: ${parts}`, {
            consequence: "Its pods are stopped, and nothing that is left here names it.",
            explains: group,
          }),
    ];
  });
}

const servicesRunning = once(({ objects }: Inventory) => new Set(objects.filter(isWorkload).map(serviceOf)));

function isRunning(service: string, { after }: Changes): boolean {
  return servicesRunning(after).has(service);
}

/** Who still calls a Service that is removed, in words. */
export function callersLeft(change: ObjectChange, { after }: Changes): string[] {
  if (change.kind !== "removed" && change.kind !== "moved") return [];
  const { before } = change;
  if (qualifiedKind(before) !== "Service") return [];
  const { namespace = "", name } = before.metadata;
  return (
    (callersOf(after).get(`${namespace}/${name}`) ?? [])
      // The pods of a service may name it for themselves; what leads to them from elsewhere is broken all the same.
      .filter(({ object }) => !isWorkload(object) || serviceOf(object) !== serviceOf(before))
      .map(({ text }) => text.replace(/ (calls|routes to|asks) it$/, " still $1 it"))
  );
}

function workload(change: Removed, changes: Changes): Finding[] {
  if (!isWorkload(change.before)) return [];
  const { metadata, kind } = change.before;
  if (kind === "Job") return [tell("info", "workload-removed", change, `${called(change.before)} is removed`)];
  const other = workloadsAdded(changes).get(`${metadata.namespace}/${metadata.name}`);
  const consequence =
    kind === "CronJob"
      ? "It does not run any more."
      : other
        ? `${called(other)} takes its place, but is not there yet when the old pods are stopped.`
        : "Its pods are stopped; what else belongs to the service stays.";
  return [tell("warning", "workload-removed", change, `${called(change.before)} is removed`, { consequence })];
}

/** New workloads, by `namespace/name`: one of another kind may take the place of one that goes. */
const workloadsAdded = once(
  ({ objects }: Changes) =>
    new Map(
      objects.flatMap((change): [string, KubernetesObject][] =>
        change.kind === "added" && isWorkload(change.after)
          ? [[`${change.after.metadata.namespace}/${change.after.metadata.name}`, change.after]]
          : [],
      ),
    ),
);

function endpoint(change: Removed, changes: Changes): Finding[] {
  if (qualifiedKind(change.before) !== "Service") return [];
  const callers = callersLeft(change, changes);
  const { namespace, name } = change.before.metadata;
  const consequence = `The name ${name}.${namespace ?? "default"}.svc leads nowhere any more.`;
  return [
    callers.length > 0
      ? tell("danger", "endpoint-removed", change, `${called(change.before)} is removed, but ${listed(callers)}`, {
          consequence,
        })
      : tell("warning", "endpoint-removed", change, `${called(change.before)} is removed`, { consequence }),
  ];
}
