import { asRecord, asRecords, quantity, type KubernetesObject } from "../../../core";
import type { EditedObject } from "../../object-change";
import { word } from "../../values";

/** The names of the claims that each pod of a StatefulSet has for itself. */
export function claimTemplateNames({ spec }: KubernetesObject): string[] {
  return claimTemplates(spec).map(({ name }) => name);
}

/** What to do about claims that are there already, as a half sentence; undefined where no template changes. */
export function claimTemplateAdvice({ before, after }: EditedObject): string | undefined {
  if (after.kind !== "StatefulSet") return undefined;
  const old = claimTemplates(before["spec"]);
  const now = new Map(claimTemplates(after["spec"]).map((one) => [one.name, one]));
  const lost = old.filter(({ name }) => !now.has(name)).map(({ name }) => `${name}-${after.metadata.name}-*`);
  if (lost.length > 0)
    return `the claims ${lost.join(", ")} stay behind with the data, and no pod mounts them any more`;
  const changed = old.flatMap((was) => {
    const is = now.get(was.name);
    return is && is.text !== was.text ? [{ was, is }] : [];
  });
  if (changed.length === 0) return undefined;
  const grown = changed.filter(({ was, is }) => is.bytes > was.bytes);
  if (grown.length === 0) return "claims that are there already stay as they are";
  const [first] = grown;
  return (
    `claims that are there already keep their size: set spec.resources.requests.storage of each ` +
    `${first?.was.name}-${after.metadata.name}-* to ${first?.is.storage} (its StorageClass needs allowVolumeExpansion), then ` +
    `kubectl delete statefulset ${after.metadata.name} --cascade=orphan and apply`
  );
}

interface ClaimTemplate {
  readonly name: string;
  readonly storage: string;
  readonly bytes: number;
  readonly text: string;
}

function claimTemplates(spec: unknown): ClaimTemplate[] {
  return asRecords(asRecord(spec)["volumeClaimTemplates"]).map((template) => {
    const storage = asRecord(asRecord(asRecord(template["spec"])["resources"])["requests"])["storage"];
    return {
      name: word(asRecord(template["metadata"])["name"] ?? ""),
      storage: word(storage ?? "none"),
      bytes: quantity(storage ?? 0),
      text: JSON.stringify(template["spec"]) ?? "",
    };
  });
}
