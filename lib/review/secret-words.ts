/** Whether a name says that its value is for nobody's eyes. One of where a secret is kept, or how long, says nothing. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !NO_SECRET.test(name);
}

const SECRET =
  /pass(word|wd|phrase)|(^|[-_.])pass$|secret|token|(api|access|private|routing|service|integration|encryption|signing|license|account|shared|master|admin)[-_.]?key(?!\w*id\b)|credential|authorization|(^|[-_.])auth$|bearer|dsn|cookie$|connection[-_.]?string|(webhook|slack|slack_api)[-_.]?url/i;

const NO_SECRET =
  /([-_.]?(file|path|name|names|ref|refs|enabled|expiry|expiration|ttl|timeout|secure|mode|type|audience|issuer|id)|secrets)$|^automount|serviceaccounttoken|token[-_.]?url|max[-_.]?tokens/i;

/** Whether a value looks like one that holds a password, whatever its name: `postgres://user:password@host`. */
export function holdsPassword(value: string): boolean {
  return withoutSecrets(value) !== value;
}

/** A text without the secrets that can be known by how they are written. */
export function withoutSecrets(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return WRITTEN.reduce((left, { pattern, kept }) => left.replace(pattern, kept), text);
}

/** Anything that one of the patterns below can find: most texts have none of it. */
const SUSPICIOUS =
  /:\/\/|@tcp\(|-----BEGIN|bearer|basic |pass|secret|token|key|credential|authorization|dsn|xox|gh[pousr]_|glpat|AKIA|eyJ|sk_/i;

const NAME =
  "[\\w.-]{0,40}(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|routing[-_]?key|service[-_]?key|credentials?|authorization|dsn)(?:[-_](?:value|key))?";

const WRITTEN: readonly { readonly pattern: RegExp; readonly kept: string }[] = [
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, kept: "(hidden)" },
  // User and password of an address.
  { pattern: /(:\/\/)[^\s/@"']+@/g, kept: "$1(hidden)@" },
  { pattern: /(^|[\s"'=])[^\s:@/"'=]+:[^\s@"']+@(tcp|unix)\(/g, kept: "$1(hidden)@$2(" },
  // Addresses that are a secret themselves.
  {
    pattern:
      /((?:hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com|api\.telegram\.org)\/)[^\s"',}]+/g,
    kept: "$1(hidden)",
  },
  { pattern: /(:\/\/[^\s"']*?\/(?:web)?hooks?\/)[^\s"',}(]+/gi, kept: "$1(hidden)" },
  {
    pattern: /([?&][\w.-]*(?:token|key|secret|pass\w*|signature|sig|auth|credential)[\w.-]*=)[^&\s"'#]+/gi,
    kept: "$1(hidden)",
  },
  { pattern: /\b(Bearer\s+)[^\s"',(]{6,}/gi, kept: "$1(hidden)" },
  { pattern: /\b(Basic\s+)(?=[^\s"']*[\d=])[\w+/=]{8,}/g, kept: "$1(hidden)" },
  { pattern: /\bxox[abprs]-[\w-]+|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{16,}|\bAKIA[0-9A-Z]{16}\b/g, kept: "(hidden)" },
  { pattern: /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+|\bsk_live_\w+/g, kept: "(hidden)" },
  // `--api-token=…`, `password: …`, `host=db password=…`
  {
    pattern: new RegExp(
      `((?:^|[\\s,;"'{&?])${NAME}["']?\\s*[=:]\\s*["']?)(?!\\(hidden|\\$|Bearer|Basic|true|false)[^\\s"',;&}(]+`,
      "gim",
    ),
    kept: "$1(hidden)",
  },
  { pattern: new RegExp(`(^--?${NAME} )(?!\\(hidden)\\S+$`, "gi"), kept: "$1(hidden)" },
];
