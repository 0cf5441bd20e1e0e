import { identityOf, type KubernetesObject } from "../core";
import type { FieldChange } from "./diff";
import { objectDifferences } from "./documents";
import type { ObjectChange } from "./model";
import { findMoves } from "./moves/moves";
import { renamed } from "./moves/renamed";
import { flattened, placeOf } from "./objects";

/** What happened to each object that is not the same on both sides. */
export function objectChanges(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): readonly ObjectChange[] {
  const [old, now] = [objectsByPlace(before), objectsByPlace(after)];
  const gone = [...old].flatMap(([place, object]) => (now.has(place) ? [] : [object]));
  const arrived = [...now].flatMap(([place, object]) => (old.has(place) ? [] : [object]));
  const moves = findMoves(gone, arrived);
  const left = new Set(moves.values());
  const removed = gone.flatMap((object): ObjectChange[] =>
    left.has(object) ? [] : [{ kind: "removed", identity: identityOf(object), before: object }],
  );
  const rest = [...now].flatMap(([place, object]): ObjectChange[] => {
    const identity = identityOf(object);
    const was = old.get(place);
    if (was) return changed(identity, was, object);
    const from = moves.get(object);
    if (!from) return [{ kind: "added", identity, after: object }];
    return [
      { kind: "moved", identity, from: identityOf(from), before: from, after: object, fields: moved(from, object) },
    ];
  });
  return [...removed, ...rest];
}

function objectsByPlace(objects: readonly KubernetesObject[]): Map<string, KubernetesObject> {
  return new Map(flattened(objects).map((object) => [placeOf(object), object]));
}

function changed(identity: string, before: KubernetesObject, after: KubernetesObject): ObjectChange[] {
  // The same text was read once, and is the same object.
  if (before === after) return [];
  const fields = objectDifferences(before, after);
  return fields.length === 0 ? [] : [{ kind: "changed", identity, before, after, fields }];
}

/** What differs apart from the name, and what follows from it. */
function moved(before: KubernetesObject, after: KubernetesObject): readonly FieldChange[] {
  return objectDifferences(renamed(before, after), after);
}
