import { load, YAMLException } from "js-yaml";
import { KUBERNETES_YAML } from "./yaml-schema";

/**
 * The value that is written on a single line, without spaces at its end. Undefined where what stands there is not whole, or
 * is no value by itself, such as an alias.
 */
export function plainScalar(written: string): { readonly value: unknown } | undefined {
  if (isPlainText(written)) return { value: written };
  const quote = written.charAt(0);
  if (quote === '"' || quote === "'") return quoted(written, quote);
  if (written === "{}") return { value: {} };
  if (written === "[]") return { value: [] };
  if (quote === "{" || quote === "[") return loaded(written);
  return PLAIN_START.test(written) && !written.includes(": ") && !written.endsWith(":") ? known(written) : undefined;
}

/** A text for every reader of YAML. */
function isPlainText(written: string): boolean {
  return (
    TEXT_START.test(written) &&
    !WORD.test(written) &&
    !written.includes(": ") &&
    !written.includes(" #") &&
    !written.endsWith(":")
  );
}

const TEXT_START = /^(?:--?)?[A-Za-z_/$(]/;
/** Words that may be no text. */
const WORD = /^(?:null|true|false|yes|no|on|off|[yn])$/i;
/** Numbers, mostly, and never what begins a document or a list. */
const PLAIN_START = /^(?!---|\.\.\.|- )[\w/$(.~+-]/;

function quoted(written: string, quote: string): { readonly value: unknown } | undefined {
  const content = written.slice(1, -1);
  if (written.length > 1 && written.endsWith(quote)) {
    if (!content.includes(quote) && !content.includes("\\")) return { value: content };
    if (quote === "'" && !content.replaceAll("''", "").includes("'")) return { value: content.replaceAll("''", "'") };
  }
  // `"a": "b"` is no text.
  const found = loaded(written);
  return typeof found?.value === "string" ? found : undefined;
}

/** Numbers come again and again. */
const KNOWN = new Map<string, { readonly value: unknown }>();
const MOST_KNOWN = 10_000;

function known(written: string): { readonly value: unknown } | undefined {
  const before = KNOWN.get(written);
  if (before) return before;
  const found = loaded(written);
  if (!found || (typeof found.value === "object" && found.value !== null)) return undefined;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(written, found);
  return found;
}

function loaded(written: string): { readonly value: unknown } | undefined {
  try {
    return { value: load(written, { schema: KUBERNETES_YAML }) };
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
