/** Milliseconds of a duration as these programs write it: `30d`, `1h30m`, `720h0m0s`; undefined for anything else. */
export function milliseconds(value: unknown): number | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  if (!/^(\d+(\.\d+)?(ms|[smhdwy]))+$/.test(text)) return value === 0 || text === "0" ? 0 : undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (DURATIONS.get(unit ?? "") ?? 0),
    0,
  );
}

/** Bytes or a plain number: `163840MB`, `16MB`, `4`, `1.5`; undefined for anything else. */
export function amount(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const match = /^(\d+(?:\.\d+)?)\s*([KMGTP]?)i?B?$/i.exec(typeof value === "string" ? value.trim() : "");
  // These programs take MB for 2^20 bytes; the same unit on both sides makes it the same to compare.
  return match ? Number(match[1]) * 1024 ** " KMGTP".indexOf((match[2] ?? "").toUpperCase() || " ") : undefined;
}

/** Which way a value goes: below 0 is down; undefined where that cannot be said. */
export function direction(before: unknown, after: unknown): number | undefined {
  for (const read of [amount, milliseconds]) {
    const [was, is] = [read(before), read(after)];
    if (was !== undefined && is !== undefined) return is - was;
  }
  return undefined;
}

const DURATIONS = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
  ["y", 365 * 86_400_000],
]);
