/**
 * Quantities as people write them: `"5m"`, `"2%"`, `"250m"`, `"256Mi"`. The template-literal types refuse a wrong unit in
 * the compiler; the parsers refuse the rest when the stack is synthesised.
 */

/** A Prometheus duration of one unit, such as `"30s"` or `"5m"`. */
export type Duration = `${number}${"ms" | "s" | "m" | "h" | "d" | "w"}`;

/** A percentage, such as `"2%"` or `"99.9%"`. */
export type Percent = `${number}%`;

/** A CPU quantity in cores (`"0.5"`, `"2"`) or millicores (`"250m"`). */
export type Cpu = `${number}` | `${number}m`;

/** A Kubernetes quantity of bytes, such as `"256Mi"`, `"10Gi"` or `"500M"`. */
export type Memory = `${number}${"Ki" | "Mi" | "Gi" | "Ti" | "k" | "M" | "G" | "T"}`;

/** A value that is not what its unit demands. The message ends the sentence "expected …". */
export class UnitError extends Error {}

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const BYTES = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
} as const;

/** Milliseconds of a duration. Throws {@link UnitError} unless it is a whole number of one unit, as Prometheus demands. */
export function parseDuration(text: string): number {
  const match = /^(\d+)(ms|s|m|h|d|w)$/.exec(text);
  const unit = match?.[2];
  if (!match || !isKeyOf(MILLISECONDS, unit)) throw new UnitError('a Prometheus duration such as "30s" or "5m"');
  return Number(match[1]) * MILLISECONDS[unit];
}

/** The shortest exact Prometheus duration of a whole number of milliseconds: 90000 is `"90s"`, 120000 is `"2m"`. */
export function formatDuration(milliseconds: number): Duration {
  for (const unit of ["w", "d", "h", "m", "s"] as const) {
    if (milliseconds > 0 && milliseconds % MILLISECONDS[unit] === 0) {
      return `${milliseconds / MILLISECONDS[unit]}${unit}`;
    }
  }
  return milliseconds === 0 ? "0s" : `${milliseconds}ms`;
}

/** Whole seconds of a duration, rounded up: what Kubernetes takes. */
export function durationSeconds(text: string): number {
  return Math.ceil(parseDuration(text) / 1_000);
}

/**
 * The ratio that a percentage stands for, exact in decimal: `"2%"` is 0.02, `"99.9%"` is 0.999. Throws
 * {@link UnitError} outside 0 % to 100 %.
 */
export function parsePercent(text: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,10}))?%$/.exec(text);
  const digits = match && (match[1] ?? "").padStart(3, "0");
  const ratio = digits ? Number(`${digits.slice(0, -2)}.${digits.slice(-2)}${match[2] ?? ""}`) : NaN;
  if (!(ratio >= 0 && ratio <= 1)) throw new UnitError('a percentage from 0% to 100% such as "2%" or "0.5%"');
  return ratio;
}

/** Millicores of a CPU quantity. Throws {@link UnitError} below one millicore. */
export function parseCpu(text: string): number {
  const match = /^(?:(\d+)m|(\d+(?:\.\d{1,3})?))$/.exec(text);
  const millicores = match?.[1] ? Number(match[1]) : Math.round(Number(match?.[2]) * 1_000);
  if (!(millicores >= 1 && Number.isSafeInteger(millicores)))
    throw new UnitError('a CPU quantity such as "250m" or "0.5"');
  return millicores;
}

/** Cores or millicores as Kubernetes writes them: 2000 is `"2"`, 250 is `"250m"`. */
export function formatCpu(millicores: number): Cpu {
  return millicores % 1_000 === 0 ? `${millicores / 1_000}` : `${millicores}m`;
}

/** Bytes of a memory or storage quantity. Throws {@link UnitError} unless it is a positive quantity with a unit. */
export function parseMemory(text: string): number {
  const match = /^(\d+(?:\.\d{1,3})?)(Ki|Mi|Gi|Ti|k|M|G|T)$/.exec(text);
  const unit = match?.[2];
  const bytes = match && isKeyOf(BYTES, unit) ? Math.round(Number(match[1]) * BYTES[unit]) : 0;
  if (!(bytes > 0 && Number.isSafeInteger(bytes))) throw new UnitError('a Kubernetes quantity such as "256Mi"');
  return bytes;
}

/** The largest binary unit that keeps the number whole: 268435456 is `"256Mi"`. Below 1 Ki it rounds up. */
export function formatMemory(bytes: number): Memory {
  for (const unit of ["Ti", "Gi", "Mi"] as const) {
    if (bytes >= BYTES[unit] && bytes % BYTES[unit] === 0) return `${bytes / BYTES[unit]}${unit}`;
  }
  return `${Math.ceil(bytes / BYTES.Ki)}Ki`;
}

function isKeyOf<T extends object>(table: T, key: unknown): key is keyof T {
  return typeof key === "string" && Object.hasOwn(table, key);
}
