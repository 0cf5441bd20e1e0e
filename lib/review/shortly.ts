/** A value on a part of a line: long ones are cut, and what is not there is "none". */
export function shortly(value: unknown): string {
  return cut(textOf(value), 0);
}

/** Two values on a line, each cut so that what differs is seen. */
export function shortChange(before: unknown, after: unknown): string {
  const [old, now] = [textOf(before), textOf(after)];
  const same = commonStart(old, now);
  const from = old.length <= LONGEST && now.length <= LONGEST ? 0 : Math.max(0, same - CONTEXT);
  return `${cut(old, from)} → ${cut(now, from)}`;
}

const LONGEST = 60;
/** How much of what is the same stands before what differs. */
const CONTEXT = 15;

function textOf(value: unknown): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "none");
  return text.replaceAll(/\s*\n\s*/g, " ");
}

function cut(text: string, from: number): string {
  const start = from === 0 ? "" : "…";
  const rest = text.slice(from);
  return rest.length <= LONGEST ? start + rest : `${start}${rest.slice(0, LONGEST - 1)}…`;
}

function commonStart(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}
