/** `+100 %`, `-33 %`; empty where it grows from nothing. */
export function percentage(before: number, after: number): string {
  if (!(before > 0) || !Number.isFinite(after)) return "";
  const percent = Math.round((after / before - 1) * 100);
  return `${percent > 0 ? "+" : ""}${percent} %`;
}

/** The same in parentheses, with a space in front. */
export function inParentheses(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

/** `1 pod`, `3 pods` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Whether a name says that its value is for nobody's eyes. */
export function isSecretName(name: string): boolean {
  return /pass(word|wd|phrase)?|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|credential|auth|dsn|cookie|connection[-_.]?string/i.test(
    name,
  );
}

/** Whether a value looks like one that holds a password, whatever its name: `postgres://user:password@host`. */
export function holdsPassword(value: string): boolean {
  return /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN/.test(value);
}

/** A value that should be a word or a number, as it is written; of anything else its JSON. Empty for nothing. */
export function word(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}
