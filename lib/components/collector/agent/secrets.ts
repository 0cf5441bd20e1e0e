/** What stands in the place of a secret. */
export const MASK = "****";

/**
 * Ends of names whose values are secrets, whatever stands before them: `X-Api-Key`, `dbPassword`. Nothing but a secret
 * stands behind them, and so also the word after `password: ` goes.
 */
const SURE = [
  "passwords?(?:[_-]?hash)?",
  "passwd",
  "passphrase",
  "(?:secret|private|signing|encryption|access|account|api)[_-]?keys?",
  // A header's.
  "x-(?:[a-z]+-)*token",
].join("|");

/** Ends of names that messages have, too: `failed to get secret: …`, `Unexpected token: …`. */
const LIKELY = [
  "secrets?",
  // Not "tokens", of which language models count millions.
  "token",
  "credentials?",
  "session[_-]?id",
  "sessid",
  "x-(?:amz|goog)-signature",
].join("|");

const HEADERS = "authorization|cookies?";
const ANY = `${SURE}|${LIKELY}|${HEADERS}`;

/** Between a name and its value: also `=>` and `:=`. A name in JSON may stand in a text, with a backslash before each quote. */
const SIGN = String.raw`[ \t]*(?:=>|:=|[:=])[ \t]*`;
const AFTER_NAME = String.raw`(?:\\*["'])?${SIGN}`;

const TEXT = String.raw`(?:[^"\\]|\\.)+`;
const TEXT_WITHIN = String.raw`[^"\\]+`;
const TEXTS = String.raw`${TEXT}(?:"\s*,\s*"${TEXT})*`;
const TEXTS_WITHIN = String.raw`${TEXT_WITHIN}(?:\\+"\s*,\s*\\+"${TEXT_WITHIN})*`;

/** One word. Not a backslash: it stands before a quote, or before the code of an `&`. */
const REST = String.raw`[^\s"'&,;)}\]\\]*`;
const WORD = String.raw`[^\s"'&,;)}\]\\{\[]${REST}`;
/** As the path of a directory begins, which `PWD` is in a shell's environment. */
const NO_PATH = String.raw`[^\s"'&,;)}\]\\{\[/~.]`;

/** A word with a digit, of at least eight letters and digits, or a very long one: no word of a language. */
const RANDOM = `(?:${digitAmong("a-z_", "\\w")}|\\w{32})${REST}`;
/** The same where hyphens and the like may be among them. */
const RANDOM_BEARER = `(?:${digitAmong("a-z_.~+/-", "\\w.~+/-")}|[\\w.~+/-]{32})[\\w.~+/-]*=*`;

const COOKIES = String.raw`[^\s=;"'\]]+=[^\s;"'\]]*(?:;\s*[^\s=;"'\]]+=[^\s;"'\]]*)*`;
const SCHEME = "(?:basic|bearer|digest|negotiate|apikey|token)";

/** In quotes: of JSON, of JSON in a text of JSON, and of Python and JavaScript, but not "Unexpected token: '}'". */
const QUOTED = [
  `(${AFTER_NAME}\\[\\s*")${TEXTS}`,
  `(${AFTER_NAME}\\[\\s*\\\\+")${TEXTS_WITHIN}`,
  `(${AFTER_NAME}")${TEXT}`,
  `(${AFTER_NAME}\\\\+")${TEXT_WITHIN}`,
  `(${AFTER_NAME}\\[?')[^'\\w]*\\w[^']*`,
].join("|");

/** Secrets by their names, each name once, as it is these that take the time. What is in groups is kept. */
const NAMED = [
  `(${SURE})(?:${QUOTED}|(${SIGN})(?:(\\[)[^\\]"'\\\\]+|${WORD}))`,
  `(${LIKELY})(?:${QUOTED}|(${SIGN}\\[?)${RANDOM}|(=\\[?)${WORD})`,
  `(authorization)(?:${QUOTED}|(${SIGN}\\[?)(?:${SCHEME}[ \\t]+[^\\s"',;\\]]+|${RANDOM_BEARER})|(=\\[?)${WORD})`,
  `(cookies?)(?:${QUOTED}|(${SIGN}\\[?)${COOKIES})`,
  `((?:\\b|u0026)sig=)${WORD}`,
  `(pwd)(?:(=)${NO_PATH}${REST}|(${AFTER_NAME}\\\\*["'])${NO_PATH}[^"'\\\\]*)`,
  `(\\bbearer[ \\t]+)${RANDOM_BEARER}`,
];

/** Secrets that are known by how they look, which nothing is kept of. */
const SHAPES = [
  // JSON web tokens.
  String.raw`\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?`,
  // Private keys, also within JSON, and where the end is missing.
  String.raw`-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:[\w+/=\s\\:,.-]*?-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|[\w+/=\s\\]*)`,
  // Of Amazon, GitHub, GitLab, Slack, Stripe and Google.
  String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
  String.raw`\b(?:gh[oprsu]_|github_pat_|glpat-|xox[a-z]-|sk_live_)[\w-]{6,}`,
  String.raw`\bAIza[\w-]{35}`,
];

/** A value of JSON that is no text. It comes to be one, or the line would be no JSON any more. */
const TEXT_OR_NONE = String.raw`(?:[^"\\]|\\.)*`;
const FIELDS = String.raw`(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})*\}`;
const NUMBER = String.raw`-?\d[\d.eE+-]*`;
const LIST = String.raw`\[\s*[-\d{](?:[^\[\]"]|"(?:[^"\\]|\\.)*")*\]`;
const VALUES = [
  `((?:${SURE}|${HEADERS}|token|credentials?|session[_-]?id)"\\s*:\\s*)(?:${NUMBER}|${LIST}|\\{${FIELDS})`,
  // Controllers tell of a Secret by its name and its namespace.
  `(secrets?"\\s*:\\s*)(?:${NUMBER}|${LIST}|\\{\\s*"[^n"\\\\]${TEXT_OR_NONE}"${FIELDS})`,
];

/** The user and the password in a URL, which end at the last `@` before its path. */
const URL_PASSWORD = String.raw`(://[^/\s:@"']*:)[^/\s"']+@`;

/** A search in text, and what to put in the place of what it finds: `$1` for its first group. */
export interface Replacement {
  readonly regex: string;
  readonly replacement: string;
  /** What a text without secrets of this kind does not contain: much cheaper to look for than the expression. */
  readonly hints: readonly string[];
}

/** Parts of the names, without a first letter that may be a capital. */
const NAME_HINTS = inBothCases(["assw", "assphrase", "ecret", "oken", "redential", "uthorization", "ookie", "earer"])
  .concat(inBothCases(["essionid", "ession_id", "ession-id", "essid", "_key", "-key", "ikey", "pwd"]))
  .concat("Key", "essionId", "ignature", "sig=", "ekey", "skey", "nkey", "gkey", "tkey", "Pwd");

/** How secrets in text are masked, one after the other. The expressions are of Go. */
export const replacements: readonly Replacement[] = [
  replacementOf(`(?i)${VALUES.join("|")}`, `"${MASK}"`, valueHints()),
  replacementOf(`(?i)${NAMED.join("|")}`, MASK, NAME_HINTS),
  replacementOf(SHAPES.join("|"), MASK, [
    "eyJ",
    "PRIVATE KEY",
    "AKIA",
    "ASIA",
    ..."oprsu".split("").map((kind) => `gh${kind}_`),
    "github_pat_",
    "glpat-",
    "xox",
    "sk_live_",
    "AIza",
  ]),
  replacementOf(URL_PASSWORD, `${MASK}@`, ["://"]),
];

/** What is masked in attributes of spans and of log records that come with OTLP, where names and values are apart. */
export const masked = {
  /** Names whose whole value goes. */
  names: [`(?i)(?:${ANY}|.pwd)$`],
  /** What goes from the values of the others. */
  values: replacements.map(({ regex }) => regex),
} as const;

/** An expression whose groups are kept. */
function replacementOf(regex: string, mask: string, hints: readonly string[]): Replacement {
  const groups = regex.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, "x").match(/\((?!\?)/g) ?? [];
  return { regex, replacement: `${groups.map((_, i) => `\${${i + 1}}`).join("")}${mask}`, hints };
}

/** At least eight of these with a digit among them; `before` are those of them that may stand before the first one. */
function digitAmong(before: string, all: string): string {
  const places = Array.from({ length: 7 }, (_, i) => `[${before}]{${i}}\\d[${all}]{${7 - i}}`);
  return [...places, `[${before}]{7,}\\d`].join("|");
}

function inBothCases(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [text, text.toUpperCase()]);
}

/** Ends of names as JSON has them before what is no text. */
function valueHints(): string[] {
  const ends = ["word", "words", "asswd", "phrase", "hash", "key", "keys", "ecret", "ecrets", "oken"];
  return [...ends, "ential", "entials", "ion_id", "ionid", "zation", "ookie", "ookies"]
    .flatMap((end) => inBothCases([end]))
    .concat("Key", "Id")
    .map((end) => `${end}":`);
}
