import { isRecord } from "../core";

/** A value as one would write it in TypeScript, on one line: `{ above: "5%" }`. What is no plain data is told by its type. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? String(value);
  if (!isPlain(value)) return `a ${value.constructor.name}`;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  const isReference = typeof value["secret"] === "string" && Object.keys(value).every((key) => BESIDE_SECRET.has(key));
  const text = (key: string, each: unknown): string => (hidesIn(key, each) && !isReference ? HIDDEN : written(each));
  return `{ ${entries.map(([key, each]) => `${keyOf(key)}: ${text(key, each)}`).join(", ")} }`;
}

/** What stands beside the name of a Secret, where a declaration only refers to it. */
const BESIDE_SECRET = new Set(["secret", "key", "mountPath", "prefix"]);

/** What stands for a value that may be a secret. */
export const HIDDEN = "(not shown)";

/** Whether a value may be a secret: by the name under which it stands, or as an address with a password in it. */
export function hidesIn(name: string, value: unknown): boolean {
  if (typeof value !== "string") return false;
  return SUSPICIOUS.test(name) || /:\/\/[^/@\s]*:[^/@\s]+@/.test(value);
}

const SUSPICIOUS = /passw|passphrase|_pass$|^pass$|secret|token|credential|api_?key|access_?key|private_?key|dsn$/i;

/** Whether a value is plain data, and not an object of some class. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
