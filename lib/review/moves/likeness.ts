import { isRecord, type JsonRecord, type KubernetesObject } from "../../core";
import { placeOf, rewrite } from "./renamed";

/** An object without its name, as what it has in common with others. */
export interface Likeness {
  /** Every leaf, as `path=value`; equal ones once. */
  readonly leaves: ReadonlySet<string>;
  /** All leaves in one text: equal for what is the same apart from its name. */
  readonly text: string;
}

/** What is left of an object when its name and namespace are blanks. In the size of the object. */
export function likenessOf(object: KubernetesObject): Likeness {
  const { name: _, namespace: __, ...metadata } = object.metadata;
  const { apiVersion: ___, kind: ____, ...body } = object;
  const leaves = new Set<string>();
  collect(rewrite({ ...body, metadata }, placeOf(object), BLANK), "", leaves);
  return { leaves, text: [...leaves].toSorted().join("\n") };
}

const BLANK = { name: "\u0000name", namespace: "\u0000namespace" };

/** The share of leaves that both have, from 0 to 1. */
export function shared(one: Likeness, other: Likeness): number {
  const most = Math.max(one.leaves.size, other.leaves.size);
  if (most === 0) return 1;
  let both = 0;
  for (const leaf of one.leaves) if (other.leaves.has(leaf)) both++;
  return both / most;
}

function collect(value: unknown, path: string, leaves: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, leaves);
  else if (isRecord(value)) inside(value, path, leaves);
  // A long text counts by its lines: half of it changed is not all of it changed.
  else if (typeof value === "string" && value.includes("\n"))
    for (const line of value.split("\n")) leaves.add(`${path}=${line}`);
  else leaves.add(`${path}=${String(value)}`);
}

function inside(record: JsonRecord, path: string, leaves: Set<string>): void {
  for (const [field, value] of Object.entries(record)) collect(value, `${path}.${field}`, leaves);
}
