import type { ObjectChange, Severity } from "../model";
import type { Review } from "../review";
import { counted } from "../wording";

/** `2 dangers, 1 warning, 14 other changes`, or that there is nothing. */
export function headline({ danger, warning, info }: Readonly<Record<Severity, number>>): string {
  const parts = [
    ...(danger > 0 ? [counted(danger, "danger")] : []),
    ...(warning > 0 ? [counted(warning, "warning")] : []),
    ...(info > 0 ? [counted(info, danger + warning > 0 ? "other change" : "change")] : []),
  ];
  if (parts.length === 0) return "Nothing changes";
  return danger + warning === 0 ? `No danger, no warning, ${parts.join(", ")}` : parts.join(", ");
}

/** `main → the working tree, prod: 12 objects changed, 2 new, 1 removed` */
export function objectsLine({ base, head, environments }: Review): string {
  const changed = environments.flatMap(({ name, changes }) =>
    changes.objects.length === 0 ? [] : [`${name === "" ? "" : `${name}: `}${counts(changes.objects)}`],
  );
  return [`${base} → ${head}`, ...changed].join("; ");
}

export function wordOf(severity: Severity): string {
  return { danger: "Danger", warning: "Warning", info: "Change" }[severity];
}

function counts(changes: readonly ObjectChange[]): string {
  const count = (...kinds: readonly ObjectChange["kind"][]): number =>
    changes.filter(({ kind }) => kinds.includes(kind)).length;
  const [changed, added, removed, moved] = [count("changed"), count("added"), count("removed"), count("moved")];
  return [
    ...(changed > 0 ? [`${counted(changed, "object")} changed`] : []),
    ...(moved > 0 ? [`${moved} renamed`] : []),
    ...(added > 0 ? [`${added} new`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ].join(", ");
}
