/**
 * A value as Grafana writes it in a unit, by Grafana's id of the unit, where a panel does not say how many decimals; `now`, in
 * seconds since 1970, is for points in time.
 * @see https://github.com/grafana/grafana/tree/main/packages/grafana-data/src/valueFormats
 */
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
      return `${scaled(value, 1000, COUNTS)} req/s`;
    case "cps":
      return `${scaled(value, 1000, COUNTS)} c/s`;
    case "cpm":
      return `${scaled(value, 1000, COUNTS)} c/m`;
    case "bytes":
      return scaled(value, 1024, BINARY);
    case "binBps":
      return `${scaled(value, 1024, BINARY)}/s`;
    case "s":
      return duration(value);
    case "ms":
      return duration(value / 1000, 1e-3);
    case "µs":
      return duration(value / 1_000_000, 1e-6);
    case "dateTimeFromNow":
      return ago(now - value / 1000);
    case "short":
      return scaled(value, 1000, ["", " K", " Mil", " Bil", " Tri"]);
    default:
      return fixed(value);
  }
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

/** Behind numbers of requests and the like; `short` has other letters. */
const COUNTS = ["", "K", "M", "B", "T"];

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

/** From, in seconds; what Grafana calls one of it; and several. */
const DURATIONS = [
  [31_536_000, "year", "years"],
  [604_800, "week", "weeks"],
  [86_400, "day", "days"],
  [3600, "hour", "hours"],
  [60, "min", "min"],
  [1, "s", "s"],
  [1e-3, "ms", "ms"],
  [1e-6, "µs", "µs"],
] as const;

/** In the largest that fits, and in none below that of the unit, which is `least` seconds. */
function duration(seconds: number, least = 1e-9): string {
  if (seconds === 0) return `0 ${DURATIONS.find(([from]) => from === least)?.[1] ?? "s"}`;
  const found = DURATIONS.find(([from]) => from === least || Math.abs(seconds) >= from * (1 - 1e-9));
  const [from, one, several] = found ?? [1e-9, "ns", "ns"];
  const words = fixed(seconds / from);
  return `${words} ${words === "1" ? one : several}`;
}

/** Three digits that count, of negative numbers two, and no zeros at the end behind the point: as Grafana does it. */
function fixed(value: number): string {
  // Division is off in the last digit, which would turn a whole number into one with decimals.
  const settled = Number(value.toPrecision(12));
  if (settled % 1 === 0) return String(settled);
  const magnitude = Math.floor(Math.log10(Math.abs(settled)));
  const decimals = (settled < 0 ? 1 : 2) - magnitude;
  return String(Number(settled.toFixed(Math.min(20, Math.max(0, decimals)))));
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
