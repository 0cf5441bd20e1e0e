import { isRecord } from "../../core";
import type { FieldChange } from "../diff";
import type { Finding } from "../model";

/**
 * Whether a finding tells of a difference that it explains: its values or its name stand in it. What explains a single
 * difference is about that one, and may tell it in other words, such as `5 %` for 0.05.
 */
export function shownBy({ text, consequence, detail, explains }: Finding): (field: FieldChange) => boolean {
  if (explains.length <= 1) return () => true;
  const words = [text, consequence, detail?.before, detail?.after].join("\n");
  return (field) => valuesIn(words, field) || nameIn(words, field);
}

/** A short value stands in many a line by chance: of those both sides must be there. */
function valuesIn(words: string, { before, after }: FieldChange): boolean {
  const [old, now] = [before, after].map(plain);
  if (old === undefined || now === undefined) return isShort(after ?? before) && leaves(after ?? before, words);
  const last = after === undefined ? old : now;
  if (last.length >= TELLING) return words.includes(last);
  return [old, now].every((value) => value === "" || hasWord(words, value));
}

const TELLING = 3;

/** A small whole, such as a reference, whose values all stand there. */
function leaves(value: unknown, words: string): boolean {
  const inner = Object.values(Object(value));
  return inner.every((one) => (plain(one) === undefined ? leaves(one, words) : hasWord(words, String(one))));
}

function isShort(value: unknown): boolean {
  return (JSON.stringify(value) ?? "").length <= SHORT;
}

const SHORT = 200;

/** A plain value as it is written; empty for nothing, undefined for a whole. */
function plain(value: unknown): string | undefined {
  if (value === undefined) return "";
  if (isRecord(value) || Array.isArray(value)) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The field by its own name, or the item of a list by what tells it from the others. */
function nameIn(words: string, { path }: FieldChange): boolean {
  const last = path.at(-1);
  if (last === undefined) return false;
  const name = typeof last === "string" ? last : last.by === "position" ? "" : last.key;
  return [name, name.split(" ")[0] ?? ""].some(
    (one) => one.length >= TELLING && !COMMON.has(one) && hasWord(words, one),
  );
}

/** Names that stand in lines about anything. */
const COMMON = new Set([
  "name",
  "value",
  "key",
  "data",
  "spec",
  "labels",
  "path",
  "port",
  "type",
  "text",
  "order",
  "for",
  "from",
  "receiver",
  "service",
  "namespace",
  "action",
  "host",
  "role",
  "group",
  "alert",
  "image",
  "default",
  "metrics",
  "traces",
  "logs",
  "pods",
]);

function hasWord(words: string, word: string): boolean {
  for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + 1)) {
    const around = `${words[at - 1] ?? " "}${words[at + word.length] ?? " "}`;
    if (!/\w/.test(around)) return true;
  }
  return false;
}
