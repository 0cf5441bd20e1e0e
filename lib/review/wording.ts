/** `1 pod`, `3 pods` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b, c, d and 3 more`; what is there more than once is named once. */
export function listed(names: readonly string[], most = 4): string {
  const unique = [...new Set(names)];
  if (unique.length < 2) return unique[0] ?? "";
  const left = unique.length - most;
  const [shown, last] = left > 0 ? [unique.slice(0, most), `${left} more`] : [unique.slice(0, -1), unique.at(-1)];
  return `${shown.join(", ")} and ${last}`;
}

/** `+100 %`, `-33 %`; empty where it grows from nothing, and where it is about the same. */
export function percentage(before: number, after: number): string {
  if (!(before > 0) || !Number.isFinite(after)) return "";
  const percent = Math.round((after / before - 1) * 100);
  return percent === 0 ? "" : `${percent > 0 ? "+" : ""}${percent} %`;
}

/** The same in parentheses, with a space in front. */
export function inParentheses(text: string): string {
  return text === "" ? "" : ` (${text})`;
}
