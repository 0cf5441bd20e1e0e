import { asRecord, isRecord, qualifiedKind, type KubernetesObject } from "../../../core";
import { grouped } from "../../grouped";
import type { Inventory } from "../../inventory";
import { once } from "../../once";
import { word } from "../../values";
import { selects, workloadsOf, type Workload } from "./workloads";

/** Kinds that select pods of their namespace, with the place of their selector in `spec`. */
const SELECTORS: ReadonlyMap<string, string> = new Map([
  ["NetworkPolicy", "podSelector"],
  ["PodDisruptionBudget", "selector"],
  ["Service", "selector"],
]);

export function selectorOf(object: KubernetesObject): unknown {
  const place = SELECTORS.get(qualifiedKind(object));
  const selector = place === undefined ? undefined : asRecord(object["spec"])[place];
  // An empty selector of a Service is none; of the others, it selects every pod.
  return qualifiedKind(object) === "Service" && Object.keys(asRecord(selector)).length === 0 ? undefined : selector;
}

/** The workloads of a side whose pods an object selects. */
export function selectedBy(object: KubernetesObject, side: Inventory): readonly Workload[] {
  return byLabels(side).get(object.metadata.namespace ?? "")?.(selectorOf(object)) ?? [];
}

const byLabels = once(
  (side: Inventory) => new Map([...workloadsOf(side)].map(([namespace, workloads]) => [namespace, finder(workloads)])),
);

/** Finds workloads by a selector, without looking at all of them: only at those that have its rarest label. */
export function finder(workloads: readonly Workload[]): (selector: unknown) => Workload[] {
  const byLabel = grouped(
    workloads.flatMap((workload) => Object.entries(workload.labels).map((label) => ({ label: pair(label), workload }))),
    ({ label }) => label,
  );
  return (selector) => {
    const lists = labelsWanted(selector).map((label) => (byLabel.get(label) ?? []).map(({ workload }) => workload));
    const fewest = lists.toSorted((one, other) => one.length - other.length)[0] ?? workloads;
    return fewest.filter(({ labels }) => selects(selector, labels));
  };
}

/** The objects of a kind that select the pods of a workload. */
export function selecting(kind: string, { object, labels }: Workload, side: Inventory): KubernetesObject[] {
  const namespace = object.metadata.namespace ?? "";
  const there = selectingByLabel(side);
  const candidates = [NO_LABEL, ...Object.entries(labels).map(pair)].flatMap(
    (label) => there.get(`${kind} ${namespace} ${label}`) ?? [],
  );
  return candidates.filter((one) => selects(selectorOf(one), labels));
}

const NO_LABEL = "";

/** Each object stands under the one label of its selector that the fewest workloads have. */
const selectingByLabel = once((side: Inventory) => {
  const counts = new Map<string, number>();
  for (const workloads of workloadsOf(side).values())
    for (const label of workloads.flatMap(({ labels }) => Object.entries(labels).map(pair)))
      counts.set(label, (counts.get(label) ?? 0) + 1);
  const rarest = (object: KubernetesObject): string =>
    labelsWanted(selectorOf(object)).toSorted((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0))[0] ??
    NO_LABEL;
  return grouped(
    side.objects.filter((object) => SELECTORS.has(qualifiedKind(object))),
    (object) => `${qualifiedKind(object)} ${object.metadata.namespace ?? ""} ${rarest(object)}`,
  );
});

function labelsWanted(selector: unknown): string[] {
  if (!isRecord(selector)) return [];
  const isStructured = "matchLabels" in selector || "matchExpressions" in selector;
  return Object.entries(isStructured ? asRecord(selector["matchLabels"]) : selector).map(pair);
}

function pair([name, value]: readonly [string, unknown]): string {
  return `${name}=${word(value)}`;
}
