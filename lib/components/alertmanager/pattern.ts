import { escapeRegex } from "../../signals";

/**
 * An RE2 pattern as Alertmanager applies it, to the whole value, or undefined for one that Alertmanager refuses or that
 * cannot be told here: flags are understood at the beginning only (`(?i)shop-.*`).
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function wholeMatch(pattern: string): RegExp | undefined {
  const [leading = "", flags = ""] = /^\(\?([imsU]+)\)/.exec(pattern) ?? [];
  const dot: readonly [RegExp, Translation] = [/\./y, () => (flags.includes("s") ? "[^]" : "[^\\n]")];
  const translated = translate(pattern.slice(leading.length), [dot, ...OUTSIDE]);
  if (translated === undefined) return undefined;
  try {
    // Greed (U) changes what groups hold, and not whether the whole matches.
    return new RegExp(`^(?:${translated})$`, `u${flags.includes("i") ? "i" : ""}${flags.includes("m") ? "m" : ""}`);
  } catch {
    return undefined;
  }
}

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: "\\t ",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** What one piece of RE2 is in JavaScript, or undefined for what RE2 does not know or cannot be told here. */
type Translation = (match: readonly string[]) => string | undefined;

/** Escapes that mean the same within a class of characters and outside. The first that fits at a place is it. */
const ESCAPES: readonly (readonly [RegExp, Translation])[] = [
  [
    /\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y,
    ([, p = "", not = "", name, letter = ""]) => property(p, not, name ?? letter),
  ],
  [/\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/y, ([, long, short = ""]) => `\\u{${long ?? short}}`],
  [/\\[dDwWntrfv]/y, ([text]) => text],
  [/\\a/y, () => "\\x07"],
  [/\\([!-/:-@[-`{-~])/y, ([, literal = ""]) => (/[\^$\\.*+?()[\]{}|/]/.test(literal) ? `\\${literal}` : literal)],
];

const IN_CLASS: readonly (readonly [RegExp, Translation])[] = [
  [/\[:(\w+):\]/y, ([, name = ""]) => POSIX_CLASSES[name]],
  [/\\s/y, () => "\\t\\n\\f\\r "],
  ...ESCAPES.map(([at, as]) => [at, (match) => as(match)?.replace(/^-$/, "\\-")] satisfies [RegExp, Translation]),
  [/\\/y, () => undefined],
  [/\[:/y, () => undefined],
  [/[^]/uy, ([text]) => text],
];

const OUTSIDE: readonly (readonly [RegExp, Translation])[] = [
  [/\\Q([^]*?)(?:\\E|$)/y, ([, text = ""]) => escapeRegex(text)],
  [/\\[bB]/y, ([text]) => text],
  [/\\s/y, () => "[\\t\\n\\f\\r ]"],
  [/\\S/y, () => "[^\\t\\n\\f\\r ]"],
  [/\\A/y, () => "(?<![^])"],
  [/\\z/y, () => "(?![^])"],
  ...ESCAPES,
  [/\\/y, () => undefined],
  // A bracket that closes at once is one of the characters.
  [
    /\[(\^?)(\]?)((?:\[:\^?\w+:\]|\\[^]|[^\]\\])*)\]/y,
    ([, not = "", first = "", rest = ""]) => characters(not, first, rest),
  ],
  [/\[/y, () => undefined],
  [/\(\?P?<(\w+)>/y, ([, name = ""]) => `(?<${name}>`],
  [/\(\?:/y, ([text]) => text],
  [/\(\?/y, () => undefined],
  [/\{(\d+)(?:,(\d*))?\}/y, ([text, least, most]) => (tooOften(least, most) ? undefined : text)],
  [/[{}\]]/y, ([text = ""]) => `\\${text}`],
  [/[^]/uy, ([text]) => text],
];

function translate(pattern: string, pieces: readonly (readonly [RegExp, Translation])[]): string | undefined {
  let translated = "";
  let place = 0;
  while (place < pattern.length) {
    const [match, as] = pieceAt(pattern, place, pieces);
    const text = match && as?.(match);
    if (!match || text === undefined) return undefined;
    translated += text;
    place += match[0].length;
  }
  return translated;
}

function pieceAt(
  pattern: string,
  place: number,
  pieces: readonly (readonly [RegExp, Translation])[],
): readonly [RegExpExecArray, Translation] | readonly [] {
  for (const [at, as] of pieces) {
    at.lastIndex = place;
    const match = at.exec(pattern);
    if (match) return [match, as];
  }
  return [];
}

function characters(not: string, first: string, rest: string): string | undefined {
  const translated = translate(rest, IN_CLASS);
  return translated === undefined ? undefined : `[${not}${first && "\\]"}${translated}]`;
}

/** `\pL` and `\p{^Greek}`: a general category has one or two letters, a script more. */
function property(p: string, not: string, name: string): string {
  const negated = (p === "P") !== (not === "^");
  return `\\${negated ? "P" : "p"}{${name.length > 2 ? `Script=${name}` : name}}`;
}

/** RE2 repeats a thousand times at most. */
function tooOften(least: string | undefined, most: string | undefined): boolean {
  return Math.max(Number(least ?? 0), Number(most || 0)) > 1000;
}
