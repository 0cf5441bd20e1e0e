import { identityOf, type KubernetesObject } from "../core";
import { differences } from "./diff";
import { opened } from "./documents";
import type { ObjectChange } from "./model";

/** What happened to each object that is not the same on both sides. */
export function objectChanges(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): readonly ObjectChange[] {
  const old = new Map(before.map((object) => [identityOf(object), object]));
  const now = new Map(after.map((object) => [identityOf(object), object]));
  const removed = [...old].flatMap(([identity, object]): ObjectChange[] =>
    now.has(identity) ? [] : [{ kind: "removed", identity, before: object }],
  );
  const rest = [...now].flatMap(([identity, object]): ObjectChange[] => {
    const was = old.get(identity);
    if (!was) return [{ kind: "added", identity, after: object }];
    // The same text was read once, and is the same object.
    if (was === object) return [];
    const fields = differences(opened(was), opened(object));
    return fields.length === 0 ? [] : [{ kind: "changed", identity, before: was, after: object, fields }];
  });
  return [...removed, ...rest];
}
