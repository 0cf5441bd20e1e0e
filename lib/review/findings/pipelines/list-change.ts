/** What went out of a list, and what came into it. */
export interface ListChange {
  readonly gone: string[];
  readonly new: string[];
}

/** The values of two lists that only one of them has, as texts. */
export function listChange(before: unknown, after: unknown): ListChange {
  const [old, now] = [textsOf(before), textsOf(after)];
  return { gone: old.filter((one) => !now.includes(one)), new: now.filter((one) => !old.includes(one)) };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => (typeof item === "string" ? item : JSON.stringify(item))) : [];
}
