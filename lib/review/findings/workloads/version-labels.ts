import type { FieldChange } from "../../diff";
import type { Changes, Finding } from "../../model";
import { serviceOf } from "../../service-of";
import { shortly } from "../../shortly";
import { counted } from "./wording";

/** The labels of versions that charts put on every object: one line for a service, not one for each of them. */
export function versionLabels(changes: Changes, told: readonly Finding[]): readonly Finding[] {
  const explained = new Set(told.flatMap(({ explains }) => explains));
  const groups = new Map<string, { object: string; service: string; label: string; fields: FieldChange[] }>();
  for (const change of changes.objects) {
    if (change.kind === "added" || change.kind === "removed") continue;
    for (const field of change.fields) {
      const label = versionLabel(field);
      if (label === undefined || explained.has(field)) continue;
      const service = serviceOf(change.after);
      const key = [service, label, field.before, field.after].join("\n");
      const group = groups.get(key) ?? { object: change.identity, service, label, fields: [] };
      groups.set(key, group);
      group.fields.push(field);
    }
  }
  return [...groups.values()].map(({ object, service, label, fields }) => ({
    severity: "info",
    rule: "version-label",
    service,
    object,
    text: `label ${label} ${shortly(fields[0]?.before)} → ${shortly(fields[0]?.after)} in ${counted(fields.length, "place")}`,
    explains: fields,
  }));
}

function versionLabel({ path }: FieldChange): string | undefined {
  const [label, holder] = [path.at(-1), path.at(-2)];
  return holder === "labels" && typeof label === "string" && LABELS.has(label) ? label : undefined;
}

const LABELS = new Set(["app.kubernetes.io/version", "helm.sh/chart", "chart", "version"]);
