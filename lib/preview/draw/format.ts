/** A value as Grafana writes it in a unit, by Grafana's id of the unit; `now`, in seconds since 1970, is for points in time. */
export function formatValue(value: number, unit: string, now: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (unit.startsWith("suffix:")) return `${fixed(value)} ${unit.slice("suffix:".length)}`;
  switch (unit) {
    case "percentunit":
      return `${fixed(value * 100)}%`;
    case "percent":
      return `${fixed(value)}%`;
    case "reqps":
      return `${scaled(value, 1000, ["", "K", "Mil", "Bil"])} req/s`;
    case "cps":
      return `${scaled(value, 1000, ["", "K", "Mil", "Bil"])} c/s`;
    case "cpm":
      return `${scaled(value, 1000, ["", "K", "Mil", "Bil"])} c/m`;
    case "bytes":
      return scaled(value, 1024, BINARY);
    case "binBps":
      return `${scaled(value, 1024, BINARY)}/s`;
    case "s":
      return duration(value);
    case "ms":
      return duration(value / 1000);
    case "µs":
      return duration(value / 1_000_000);
    case "dateTimeFromNow":
      return ago(now - value / 1000);
    case "short":
      return scaled(value, 1000, ["", " K", " Mil", " Bil", " Tri"]);
    default:
      return fixed(value);
  }
}

/** The same without zeros at the end, for the values of an axis, which are round. */
export function formatTick(value: number, unit: string, now: number): string {
  return formatValue(value, unit, now).replace(/(\.\d*?)0+(?=\D|$)/, (_, kept: string) => (kept === "." ? "" : kept));
}

/** Steps between the values of an axis that are round in a unit: as few as `most` or less, from 0 to `max`. */
export function tickStep(max: number, most: number, unit: string): number {
  const raw = max / most;
  const clockStep = unit === "s" && raw > 30 ? CLOCK_STEPS.find((step) => step >= raw) : undefined;
  if (clockStep !== undefined) return clockStep;
  const base = baseOf(raw, unit);
  const scale = 10 ** Math.floor(Math.log10(raw / base));
  const mantissa = raw / base / scale;
  const nice = [1, 2, 2.5, 5, 10].find((candidate) => mantissa <= candidate + 1e-9) ?? 10;
  return nice * scale * base;
}

const BINARY = [" B", " KiB", " MiB", " GiB", " TiB"];

/** In seconds: what is round in minutes, hours and days. */
const CLOCK_STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

function baseOf(raw: number, unit: string): number {
  if (unit === "bytes" || unit === "binBps") return 1024 ** Math.max(0, Math.floor(Math.log2(raw) / 10));
  return 1;
}

function scaled(value: number, factor: number, prefixes: readonly string[]): string {
  let power = 0;
  let rest = value;
  while (Math.abs(rest) >= factor && power < prefixes.length - 1) {
    rest /= factor;
    power++;
  }
  return `${fixed(rest)}${prefixes[power] ?? ""}`;
}

/** From, in seconds, and how Grafana calls it. */
const DURATIONS = [
  [31_536_000, " year"],
  [604_800, " week"],
  [86_400, " day"],
  [3600, " hour"],
  [60, " min"],
  [1, " s"],
  [1e-3, " ms"],
  [1e-6, " µs"],
] as const;

function duration(seconds: number): string {
  if (seconds === 0) return "0 s";
  const [from, name] = DURATIONS.find(([least]) => Math.abs(seconds) >= least * (1 - 1e-9)) ?? [1e-9, " ns"];
  // Division is off in the last digit, which would turn a whole number into one with decimals.
  return `${fixed(Number((seconds / from).toPrecision(12)))}${name}`;
}

/** Two to three digits that count, and none behind the point of a whole number. */
function fixed(value: number): string {
  const settled = Number(value.toPrecision(12));
  if (settled % 1 === 0) return String(settled);
  const magnitude = Math.floor(Math.log10(Math.abs(settled)));
  return settled.toFixed(Math.min(20, Math.max(0, 2 - magnitude)));
}

/** From, in seconds; what it is called; and how many seconds one is. */
const AGES = [
  [320 * 86_400, "year", 365 * 86_400],
  [26 * 86_400, "month", 30 * 86_400],
  [22 * 3600, "day", 86_400],
  [45 * 60, "hour", 3600],
  [45, "minute", 60],
] as const;

function ago(seconds: number): string {
  const distance = Math.abs(seconds);
  const found = AGES.find(([from]) => distance >= from);
  const words = found === undefined ? "a few seconds" : counted(Math.max(1, Math.round(distance / found[2])), found[1]);
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

function counted(count: number, name: string): string {
  return count === 1 ? `${name === "hour" ? "an" : "a"} ${name}` : `${count} ${name}s`;
}
