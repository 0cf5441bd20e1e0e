import { isRecord } from "../core";
import { holdsPassword, isSecretName } from "../review/secret-words";
import { HIDDEN } from "../review/secrets";

/** A value as one would write it in TypeScript, on one line: `{ above: "5%" }`. What is no plain data is told by its type. */
export function written(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((one, i) => (isHiddenItem(one, value[i - 1]) ? HIDDEN : written(one))).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? String(value);
  if (!isPlain(value)) return `a ${value.constructor.name}`;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  const isReference = typeof value["secret"] === "string" && Object.keys(value).every((key) => BESIDE_SECRET.has(key));
  const text = (key: string, each: unknown): string => (hidesIn(key, each) && !isReference ? HIDDEN : written(each));
  return `{ ${entries.map(([key, each]) => `${keyOf(key)}: ${text(key, each)}`).join(", ")} }`;
}

/** An argument that has a secret in it, or follows a flag that asks for one. */
function isHiddenItem(value: unknown, previous: unknown): boolean {
  return hidesIn(typeof previous === "string" && previous.startsWith("-") ? previous : "", value);
}

/** What stands beside the name of a Secret, where a declaration only refers to it. */
const BESIDE_SECRET = new Set(["secret", "key", "mountPath", "prefix"]);

/** Whether a value may be a secret: by the name under which it stands, or by how it is written. */
export function hidesIn(name: string, value: unknown): boolean {
  return typeof value === "string" && (isSecretName(name) || holdsPassword(value));
}

/** Whether a value is plain data, and not an object of some class. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
