/**
 * The text of a string literal, or undefined where Prometheus cannot read it: an end that is missing, or an escape that Go
 * does not have.
 */
export function unquote(literal: string): string | undefined {
  const quote = literal[0];
  if (literal.length < 2 || literal.at(-1) !== quote) return undefined;
  const inner = literal.slice(1, -1);
  if (quote === "`" || !inner.includes("\\")) return inner;
  let text = "";
  let from = 0;
  for (const escape of inner.matchAll(ESCAPE)) {
    text += inner.slice(from, escape.index);
    const value = unescape(escape[0], quote ?? "");
    if (value === undefined) return undefined;
    text += value;
    from = escape.index + escape[0].length;
  }
  return text + inner.slice(from);
}

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[^]?)/g;
const SIMPLE: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

function unescape(escape: string, quote: string): string | undefined {
  const [kind = "", ...rest] = escape.slice(1);
  const digits = rest.join("");
  if (escape.length === 2) return kind === quote ? quote : SIMPLE[kind];
  const code = kind === "x" || kind === "u" || kind === "U" ? parseInt(digits, 16) : parseInt(kind + digits, 8);
  if (!(code <= 0x10ffff) || (/[0-7]/.test(kind) && code > 0xff)) return undefined;
  return String.fromCodePoint(code);
}

/** Seconds of a number or a duration as PromQL writes them (`1h30m`, `90`, `0x1F`, `1e3`, `Inf`); undefined for neither. */
export function parseNumber(text: string): number | undefined {
  const lower = text.toLowerCase().replaceAll("_", "");
  const sign = lower.startsWith("-") ? -1 : 1;
  const digits = lower.replace(/^[-+]\s*/, "");
  if (digits === "inf") return sign * Infinity;
  if (digits === "nan") return NaN;
  if (/^0x[0-9a-f]+$/.test(digits)) return sign * parseInt(digits, 16);
  if (/^0[0-7]+$/.test(digits)) return sign * parseInt(digits, 8);
  if (/^(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/.test(digits)) return sign * Number(digits);
  const parts = DURATION.exec(digits);
  if (!parts || digits === "") return undefined;
  const seconds = UNIT_SECONDS.reduce((sum, unit, i) => sum + Number(parts[i + 1] ?? 0) * unit, 0);
  return sign * seconds;
}

const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const UNIT_SECONDS = [31_536_000, 604_800, 86_400, 3600, 60, 1, 0.001];
