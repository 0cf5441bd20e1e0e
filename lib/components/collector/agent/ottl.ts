import { inputPattern } from "../../../core";

/** A group of statements of the transform processor, run for each record or resource that one of the conditions holds for. */
export interface StatementGroup {
  readonly context: "resource" | "scope" | "span" | "log" | "datapoint";
  /** @default - every one */
  readonly conditions?: readonly string[];
  readonly statements: readonly string[];
}

/**
 * Text in which the collector replaces no variable. A placeholder of ours stays what it is, and its value is put in as it
 * comes.
 */
export function literal(text: string): string {
  return text.replaceAll(new RegExp(`(?!${inputPattern().source})\\$`, "g"), "$$$$");
}

/** Text as a statement writes it. */
export function quoted(text: string): string {
  return literal(JSON.stringify(text));
}

/** Texts as a list. */
export function quotedList(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(", ")}]`;
}

/** A field of a log record. */
export function field(name: string): string {
  return `log.attributes["${name}"]`;
}

/** A statement that takes a field away. */
export function drop(name: string): string {
  return `delete_key(log.attributes, "${name}")`;
}

/** The first of these fields that is there, else an empty text. */
export function firstOf(names: readonly string[]): string {
  return `Coalesce([${names.map(field).join(", ")}, ""])`;
}
