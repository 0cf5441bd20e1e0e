import { asRecord, asRecords, isRecord, qualifiedKind, type JsonRecord, type KubernetesObject } from "../../../core";
import { grouped } from "../../grouped";
import type { Inventory } from "../../inventory";
import { podLabels } from "../../pod-template";
import { once } from "../../once";
import { word } from "../../values";

/** Something that runs pods. */
export interface Workload {
  readonly object: KubernetesObject;
  /** The labels of its pods. */
  readonly labels: JsonRecord;
}

const KINDS = new Set([
  "CronJob",
  "DaemonSet",
  "Deployment",
  "Job",
  "Pod",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
  // Argo Rollouts, which takes the place of a Deployment.
  "Rollout.argoproj.io",
]);

export function isWorkload(object: KubernetesObject): boolean {
  return KINDS.has(qualifiedKind(object));
}

/** All workloads of a side, by namespace. */
export const workloadsOf = once(({ objects }: Inventory) =>
  grouped(
    objects.filter(isWorkload).map((object): Workload => ({ object, labels: podLabels(object) })),
    ({ object }) => object.metadata.namespace ?? "",
  ),
);

/** Whether labels fit a selector: of a Service (plain labels), or with matchLabels and matchExpressions. */
export function selects(selector: unknown, labels: JsonRecord): boolean {
  if (!isRecord(selector)) return false;
  const structured = "matchLabels" in selector || "matchExpressions" in selector;
  const wanted = structured ? asRecord(selector["matchLabels"]) : selector;
  return (
    Object.entries(wanted).every(([key, value]) => word(labels[key] ?? "") === word(value)) &&
    (!structured || asRecords(selector["matchExpressions"]).every((one) => fits(one, labels)))
  );
}

function fits({ key, operator, values }: JsonRecord, labels: JsonRecord): boolean {
  const value = labels[word(key)];
  const isListed = Array.isArray(values) && values.map(String).includes(word(value));
  if (operator === "Exists") return value !== undefined;
  if (operator === "DoesNotExist") return value === undefined;
  return operator === "NotIn" ? value === undefined || !isListed : value !== undefined && isListed;
}
