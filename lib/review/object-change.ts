import type { KubernetesObject } from "../core";
import type { ObjectChange } from "./model";

/** A change of an object that is there on both sides. */
export type EditedObject = Extract<ObjectChange, { readonly kind: "changed" | "moved" }>;

export function isEdited(change: ObjectChange): change is EditedObject {
  return change.kind === "changed" || change.kind === "moved";
}

/** The object as it is now; as it was, where it is gone. */
export function present(change: ObjectChange): KubernetesObject {
  return change.kind === "removed" ? change.before : change.after;
}

/** The object as it was; undefined where it is new. */
export function past(change: ObjectChange): KubernetesObject | undefined {
  return change.kind === "added" ? undefined : change.before;
}
