import { asRecord, asRecords, podSpecOf, type JsonRecord, type KubernetesObject } from "../core";

/** Where a workload of a kind has the template of its pods; a Pod is its own. */
export function podTemplatePath(kind: string): readonly string[] {
  if (kind === "Pod") return [];
  return kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
}

/** What the pods of a workload are made from, with their metadata; empty for what makes none. */
export function podTemplateOf(object: KubernetesObject): JsonRecord {
  return podTemplatePath(object.kind).reduce((inner, key) => asRecord(inner[key]), asRecord(object));
}

/** The labels of the pods that an object makes. */
export function podLabels(object: KubernetesObject): JsonRecord {
  return asRecord(asRecord(podTemplateOf(object)["metadata"])["labels"]);
}

/** All containers of a workload's pods, those that run first in front. */
export function containersOf(object: KubernetesObject): readonly JsonRecord[] {
  const pod = podSpecOf(object);
  return [...asRecords(pod["initContainers"]), ...asRecords(pod["containers"])];
}
