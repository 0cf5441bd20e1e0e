import { asRecord } from "./json";

/**
 * YAML as it is read in a review: block style, multi-line text as literal blocks, long lines unbroken, no anchors, and
 * quotes around whatever a YAML 1.1 reader such as kubectl could take for something else than text.
 *
 * Written here because it is most of what a synthesis spends its time on, and a general writer takes four times as long;
 * see docs/adr/0006-own-yaml-writer.md. Keys must be shorter than 1,024 characters, as Kubernetes' own limits ensure.
 * Throws a TypeError for what plain data cannot hold, such as functions.
 */
export function toYaml(value: object): string {
  const lines: string[] = [];
  if (Array.isArray(value)) sequence(value, "", "", lines);
  else mapping(value, "", "", lines);
  return lines.length === 0 ? (Array.isArray(value) ? "[]\n" : "{}\n") : `${lines.join("\n")}\n`;
}

/** The entries, each on lines of its own; the first after `start`, which stands on its line already. */
function mapping(object: object, start: string, indent: string, lines: string[]): void {
  const record = asRecord(object);
  let prefix = start;
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value === undefined) continue;
    node(value, `${prefix}${inline(key)}:`, indent, lines);
    prefix = indent;
  }
}

function sequence(items: readonly unknown[], start: string, indent: string, lines: string[]): void {
  let prefix = start;
  for (const item of items) {
    element(item, `${prefix}-`, indent, lines);
    prefix = indent;
  }
}

/** What follows a key: a scalar on the same line, or a block on the next ones. */
function node(value: unknown, line: string, indent: string, lines: string[]): void {
  if (typeof value !== "object" || value === null) {
    lines.push(`${line} ${scalar(value, indent)}`);
    return;
  }
  const deeper = `${indent}  `;
  const place = lines.push(line);
  block(value, deeper, deeper, lines);
  if (lines.length === place) lines[place - 1] = `${line} ${Array.isArray(value) ? "[]" : "{}"}`;
}

/** What follows a dash: a block begins on the same line. */
function element(value: unknown, line: string, indent: string, lines: string[]): void {
  if (typeof value !== "object" || value === null) {
    lines.push(`${line} ${scalar(value, indent)}`);
    return;
  }
  const place = lines.length;
  block(value, `${line} `, `${indent}  `, lines);
  if (lines.length === place) lines.push(`${line} ${Array.isArray(value) ? "[]" : "{}"}`);
}

function block(value: object, start: string, indent: string, lines: string[]): void {
  if (Array.isArray(value)) sequence(value, start, indent, lines);
  else mapping(value, start, indent, lines);
}

function scalar(value: unknown, indent: string): string {
  if (typeof value === "string") return string(value, indent);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return "null";
  throw new TypeError(`cannot write a ${typeof value} as YAML`);
}

/** What most keys and many values are: plain at first sight. */
const WORD = /^[A-Za-z][A-Za-z0-9_./-]*$/;
/** What some YAML 1.1 reader takes for a boolean, for nothing, or for a number without a mantissa. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;
/** How other plain text begins, such as a flag; and numbers that are text because of what follows them. */
const PLAIN = /^(?:[A-Za-z_/($]|--?[A-Za-z]|\d+ |\d+(?:\.\d+)?(?:[A-Za-z]{1,3}|%)$|\d+\.\d+\.\d+[\w.-]*$)/;
const LINE = /^[\x20-\x7e]*$/;
const ASCII = /^[\n\x20-\x7e]*$/;
/** Control characters, other line breaks, byte-order marks, and halves of surrogate pairs. */
const UNPRINTABLE = /(?![\t\n])\p{Cc}|[\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

function string(text: string, indent: string): string {
  return text.includes("\n") && isPrintable(text) ? literal(text, indent) : inline(text);
}

function inline(text: string): string {
  if (RESERVED.test(text)) return `'${text}'`;
  if (WORD.test(text)) return text;
  if (!LINE.test(text) && (/[\t\n]/.test(text) || !isPrintable(text))) return escaped(text);
  return PLAIN.test(text) && !hasIndicator(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

function isPrintable(text: string): boolean {
  return ASCII.test(text) || !UNPRINTABLE.test(text);
}

/** Whether something within the text would end it, or begin a comment. */
function hasIndicator(text: string): boolean {
  return text.includes(": ") || text.includes(" #") || text.endsWith(":") || text.endsWith(" ");
}

/** A literal block, which needs to know its indent where its first line begins with a space. */
function literal(text: string, indent: string): string {
  const content = text.replace(/\n+$/, "");
  if (content.trim() === "") return escaped(text);
  const trailing = text.length - content.length;
  const chomping = trailing === 0 ? "-" : trailing === 1 ? "" : "+";
  const explicit = /^\n*[ \t]/.test(content) ? "2" : "";
  const deeper = `\n${indent}  `;
  const lines = content.replaceAll(/\n(?=[^\n])/g, deeper);
  return `|${explicit}${chomping}${content.startsWith("\n") ? "\n" : deeper}${lines}${"\n".repeat(Math.max(0, trailing - 1))}`;
}

function escaped(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
