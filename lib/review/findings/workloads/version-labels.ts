import type { FieldChange } from "../../diff";
import type { Changes, Finding } from "../../model";
import { serviceOf } from "../../service-of";
import { shortly } from "../../shortly";
import { counted } from "../../wording";

/**
 * The labels of versions that charts put on every object: one line for a service, not one for each of them. Where the
 * images that are told have the same versions, the labels follow them.
 */
export function withVersionLabels(changes: Changes, images: readonly Finding[]): readonly Finding[] {
  const left: Finding[] = [];
  const following = new Map<Finding, readonly FieldChange[]>();
  for (const { fields, finding } of versionLabels(changes, images)) {
    const [was = "", is = ""] = [fields[0]?.before, fields[0]?.after].map(bare);
    const image = images.find(
      ({ service, text }) =>
        (service === finding.service || finding.service === "cluster" || sameName(service, finding.service)) &&
        isVersionChange(text, was, is),
    );
    if (image) following.set(image, [...(following.get(image) ?? []), ...fields]);
    else left.push(finding);
  }
  const told = images.map((image) => {
    const follows = following.get(image);
    return follows ? { ...image, follows: [...(image.follows ?? []), ...follows] } : image;
  });
  return [...told, ...left];
}

function bare(version: unknown): string {
  return String(version).replace(/^v/, "");
}

/** Whether a line about an image tells these two versions: `v0.85.0 → v0.93.1`. */
function isVersionChange(text: string, before: string, after: string): boolean {
  const words = text.split(/[\s,]+|:(?=\s)/);
  const at = words.indexOf("→");
  return (
    at > 0 &&
    [words[at - 1], words[at + 1]].map((word = "") => bare(word.replace(/^.*:(?=[^/]*$)/, ""))).join() ===
      [before, after].join()
  );
}

/** A service that has objects in several namespaces. */
function sameName(a: string, b: string): boolean {
  return a.split("/").at(-1) === b.split("/").at(-1);
}

interface VersionLabel {
  readonly fields: readonly FieldChange[];
  readonly finding: Finding;
}

function versionLabels(changes: Changes, told: readonly Finding[]): readonly VersionLabel[] {
  const explained = new Set(told.flatMap(({ explains, follows = [] }) => [...explains, ...follows]));
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
    fields,
    finding: {
      severity: "info",
      rule: "version-label",
      service,
      object,
      text: `label ${label} ${shortly(fields[0]?.before)} → ${shortly(fields[0]?.after)} in ${counted(fields.length, "place")}`,
      explains: fields,
    },
  }));
}

function versionLabel({ path }: FieldChange): string | undefined {
  const [label, holder] = [path.at(-1), path.at(-2)];
  return holder === "labels" && typeof label === "string" && LABELS.has(label) ? label : undefined;
}

const LABELS = new Set(["app.kubernetes.io/version", "helm.sh/chart", "chart", "version"]);
