import { grouped } from "../../grouped";
import type { Inventory } from "../../inventory";
import type { Changes, Finding } from "../../model";
import { once } from "../../once";
import { serviceOf } from "../../service-of";
import { listed } from "../../wording";
import { tell } from "./telling";
import { isWorkload } from "./workloads";

/** Services that are new as a whole: one line for all their objects. */
export function arrived(changes: Changes): Finding[] {
  const added = changes.objects.filter((change) => change.kind === "added");
  const groups = grouped(added, ({ after }) => serviceOf(after));
  return [...groups].flatMap(([service, group]) => {
    const first = group.find(({ after }) => isWorkload(after));
    if (!first || servicesKnown(changes.before).has(service)) return [];
    const parts = listed(
      group.map(({ after }) => after.kind),
      12,
    );
    return [tell("info", "service-new", first, `service ${service} is new: ${parts}`, { explains: group })];
  });
}

const servicesKnown = once(({ objects }: Inventory) => new Set(objects.filter(isWorkload).map(serviceOf)));
