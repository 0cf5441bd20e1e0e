import type { KubernetesObject } from "../core";
import type { FieldChange } from "./diff";
import type { Inventory } from "./inventory";

/** What one side of a comparison would run: a git ref, a folder, or what the working tree renders. */
export interface Side {
  /** What the user called it: `main`, `out/`, `working tree`. */
  readonly name: string;
  /** Each rendered environment by itself. */
  readonly environments: readonly Environment[];
}

/** All objects of one cluster. */
export interface Environment {
  /** `prod`; empty where a folder is one environment and has no name. */
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
}

/** How urgently the reviewer has to look. */
export type Severity = "danger" | "warning" | "info";

/**
 * What happened to one object. The same object of both sides is found by its identity; one that was renamed or moved to
 * another namespace is a single change.
 */
export type ObjectChange =
  | { readonly kind: "added"; readonly identity: string; readonly after: KubernetesObject }
  | { readonly kind: "removed"; readonly identity: string; readonly before: KubernetesObject }
  | (Both & { readonly kind: "changed" })
  | (Both & { readonly kind: "moved"; readonly from: string });

interface Both {
  /** As it is called now. */
  readonly identity: string;
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;
  /** Every difference; configurations that stand in a text are looked into. Empty where only the name differs. */
  readonly fields: readonly FieldChange[];
}

/** What differs between the two sides of an environment, and all that is there. What findings are read out of. */
export interface Changes {
  readonly objects: readonly ObjectChange[];
  readonly before: Inventory;
  readonly after: Inventory;
}

/** What a change means, as one line of the summary. */
export interface Finding {
  readonly severity: Severity;
  /** What kind of change it is, in kebab-case, such as `alert-loosened`: stable, for machines. */
  readonly rule: string;
  /** Whose it is: `shop/checkout`, or `cluster` for what belongs to no service. */
  readonly service: string;
  /** The object that changed, by its identity. */
  readonly object: string;
  /** One line that tells what happens, with before and after: `ServiceErrors5xx (critical) fires above 5 %, was 2 %`. */
  readonly text: string;
  /** What follows, as a sentence: what is lost, who restarts, what to do. @default - nothing beyond the text */
  readonly consequence?: string;
  /** Longer values, folded where that is possible. @default - none */
  readonly detail?: { readonly before: string; readonly after: string };
  /**
   * The changes that it tells about: whatever no finding tells about is listed field by field. Of several only those count
   * whose values or names stand in it.
   */
  readonly explains: readonly (FieldChange | ObjectChange)[];
  /** Differences that follow from those, and need no words of their own. @default - none */
  readonly follows?: readonly FieldChange[];
}

/** Reads one kind of meaning out of the changes. Pure; linear in the changes, not in the objects. */
export type Reader = (changes: Changes) => readonly Finding[];
