import { asRecord, type JsonRecord, type KubernetesObject } from "../../../core";
import { word } from "../../values";

/** Finds objects by one pair of their labels, so that nobody compares everything with everything. */
export interface Labelled {
  /** The objects of a namespace with these labels; none for no labels at all. */
  having(namespace: string | undefined, labels: JsonRecord): readonly KubernetesObject[];
}

/** Reads the labels of all objects once. */
export function labelled(
  objects: readonly KubernetesObject[],
  labelsOf: (object: KubernetesObject) => JsonRecord,
): Labelled {
  const byPair = new Map<string, KubernetesObject[]>();
  for (const object of objects)
    for (const [label, value] of Object.entries(labelsOf(object))) {
      const key = keyOf(object.metadata.namespace, label, value);
      const same = byPair.get(key);
      if (same) same.push(object);
      else byPair.set(key, [object]);
    }
  return {
    having: (namespace, labels) => {
      const pairs = Object.entries(labels);
      const [fewest] = pairs
        .map(([label, value]) => byPair.get(keyOf(namespace, label, value)) ?? [])
        .toSorted((a, b) => a.length - b.length);
      return (fewest ?? []).filter((object) => {
        const own = labelsOf(object);
        return pairs.every(([label, value]) => own[label] === value);
      });
    },
  };
}

/** What a selector asks for by equality; undefined where it asks for more, or for anything. */
export function matchLabelsOf(selector: unknown): JsonRecord | undefined {
  const { matchLabels, matchExpressions } = asRecord(selector);
  const isMore = Array.isArray(matchExpressions) && matchExpressions.length > 0;
  return isMore || Object.keys(asRecord(matchLabels)).length === 0 ? undefined : asRecord(matchLabels);
}

function keyOf(namespace: string | undefined, label: string, value: unknown): string {
  return `${namespace ?? ""}/${label}=${word(value)}`;
}
