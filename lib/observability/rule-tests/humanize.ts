/**
 * Numbers for people, as the functions of Prometheus' templates write them.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers
 */
export const humanizers: Readonly<Record<string, (value: number) => string>> = {
  humanize: (value) => scaled(value, LARGE, 1000),
  humanize1024: (value) => (Math.abs(value) <= 1 ? significant(value) : scaled(value, BINARY, 1024)),
  humanizePercentage: (value) => `${significant(value * 100)}%`,
  humanizeDuration,
  'printf "%.0f"': whole,
};

/** A number as a template writes it by itself: every digit, and an exponent for what is small or from a million on. */
export function written(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  return Number(power) < -4 || Number(power) >= 6 ? exponential(mantissa, power) : String(value);
}

const LARGE = ["", "k", "M", "G", "T", "P", "E", "Z", "Y"];
const BINARY = ["", "ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];
const SMALL = ["", "m", "u", "n", "p", "f", "a", "z", "y"];

function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value !== 0 && Math.abs(value) < 1) return `${scaled(value, LARGE, 1000)}s`;
  const size = Math.abs(value);
  if (size < 60) return `${significant(value)}s`;
  const seconds = Math.trunc(size);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const parts = [`${days}d`, `${hours}h`, `${minutes}m`, `${seconds % 60}s`];
  const first = days > 0 ? 0 : hours > 0 ? 1 : 2;
  return `${value < 0 ? "-" : ""}${parts.slice(first).join(" ")}`;
}

function scaled(value: number, prefixes: readonly string[], base: number): string {
  if (value === 0 || !Number.isFinite(value)) return significant(value);
  let [rest, power] = [value, 0];
  if (Math.abs(value) < 1) {
    for (; Math.abs(rest) < 1 && power < SMALL.length - 1; power++) rest *= 1000;
    return `${significant(rest)}${SMALL[power] ?? ""}`;
  }
  for (; Math.abs(rest) >= base && power < prefixes.length - 1; power++) rest /= base;
  return `${significant(rest)}${prefixes[power] ?? ""}`;
}

/** Go's `%.0f`. What lies in the middle goes to the even neighbour, here and below. */
function whole(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const middle = Math.abs(value % 1) === 0.5;
  const rounded = BigInt(middle ? 2 * Math.round(value / 2) : Math.round(value));
  return value < 0 && rounded === 0n ? "-0" : String(rounded);
}

/** Go's `%.4g`. */
function significant(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  // Since ES2018 the limit is 100.
  // oxlint-disable-next-line oxc/number-arg-out-of-range
  const exact = value.toExponential(99);
  const [, even = "", power = ""] = /^(-?\d\.\d\d[02468])50*e(.+)$/.exec(exact) ?? [];
  const rounded = even === "" ? Number(value.toPrecision(4)) : Number(`${even}e${power}`);
  const [mantissa = "", exponent = "0"] = rounded.toExponential().split("e");
  return Number(exponent) < -4 || Number(exponent) >= 4 ? exponential(mantissa, exponent) : String(rounded);
}

function exponential(mantissa: string, power: string): string {
  return `${mantissa}e${power.slice(0, 1)}${power.slice(1).padStart(2, "0")}`;
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
