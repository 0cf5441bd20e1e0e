/** What stands in the place of a secret. */
export const MASK = "****";

/** Ends of names whose values are secrets, whatever stands before them: `X-Api-Key`, `client_secret`, `dbPassword`. */
const WORDS = [
  "passwords?",
  "passwd",
  "passphrase",
  "pwd",
  "secret",
  // Not "tokens", of which language models count millions.
  "token",
  "api[_-]?key",
  "access[_-]?key",
  "private[_-]?key",
  "credentials?",
].join("|");

const HEADERS = "authorization|cookies?";

/** Between a name and its text in JSON, also where that is a text of JSON in its turn and each quote has a backslash. */
const BEFORE_QUOTED = String.raw`"\s*:\s*\[?\s*"`;
const BEFORE_ESCAPED = String.raw`\\+"\s*:\s*\[?\s*\\+"`;
const BEFORE_PLAIN = String.raw`\s*[:=]\s*\[?`;

const QUOTED = String.raw`(?:[^"\\]|\\.)+`;
const COOKIES = String.raw`[^\s=;"'\]]+=[^\s;"'\]]*(?:;\s*[^\s=;"'\]]+=[^\s;"'\]]*)*`;

/**
 * Secrets in text, each behind a group that is kept: `password=…`, `"token":"…"`, `Authorization: Basic …`, `Cookie: …`,
 * `Bearer …`, and JSON web tokens, behind which nothing is kept.
 */
const PATTERNS = [
  `((?:${HEADERS}|${WORDS})${BEFORE_QUOTED})${QUOTED}`,
  `((?:${HEADERS}|${WORDS})${BEFORE_ESCAPED})[^"\\\\]+`,
  `((?:${WORDS})"\\s*:\\s*)-?\\d[\\d.]*`,
  String.raw`(authorization${BEFORE_PLAIN}["']?)(?:(?:basic|bearer|digest|negotiate|apikey|token)\s+)?[^\s"',;\]]+`,
  `(cookies?${BEFORE_PLAIN}["']?)${COOKIES}`,
  `((?:${WORDS})${BEFORE_PLAIN}")${QUOTED}`,
  `((?:${WORDS})${BEFORE_PLAIN}')[^']+`,
  String.raw`((?:${WORDS})${BEFORE_PLAIN})[^\s"'&,;)}\]]+`,
  String.raw`(\bbearer\s+)[\w.~+/-]{8,}=*`,
  String.raw`\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?`,
];

/** The user and the password in a URL, which end at the first `@`. */
const URL_PASSWORD = String.raw`(://[^/\s:@"']*:)[^/\s@"']+@`;

/** A search in text, and what to put in the place of what it finds: `$1` for its first group. */
export interface Replacement {
  readonly regex: string;
  readonly replacement: string;
  /** What a text without secrets of this kind does not contain: much cheaper to look for than the expression. */
  readonly hints: readonly string[];
}

/** Parts of the names, without a first letter that may be a capital. */
const HINTS = ["uthorization", "ookie", "assw", "assphrase", "ecret", "oken", "redential", "earer"]
  .flatMap((text) => [text, text.toUpperCase()])
  .concat("pwd", "Pwd", "PWD", "key", "Key", "KEY", "eyJ");

/** How secrets in text are masked. The expressions are of Go. */
export const replacements: readonly Replacement[] = [
  {
    regex: `(?i)${PATTERNS.join("|")}`,
    replacement: `${PATTERNS.slice(0, -1)
      .map((_, i) => `\${${i + 1}}`)
      .join("")}${MASK}`,
    hints: HINTS,
  },
  { regex: URL_PASSWORD, replacement: `\${1}${MASK}@`, hints: ["://"] },
];

/** What is masked in attributes of spans and of log records that come with OTLP, where names and values are apart. */
export const masked = {
  /** Names whose whole value goes. */
  names: [`(?i)(?:${HEADERS}|${WORDS})$`],
  /** What goes from the values of the others. */
  values: [replacements[0]?.regex ?? "", URL_PASSWORD],
} as const;
