import { asRecord, type JsonRecord, type KubernetesObject } from "../../core";
import { configuration } from "./configuration";

/** A text of an object, that is read when it is first asked for. */
interface Text {
  readonly text: string;
  readonly value: () => JsonRecord | undefined;
}

/** As long as the object lives, and no longer. */
const TEXTS = new WeakMap<KubernetesObject, Map<string, Text>>();

/** The configuration below a key of `data`; each is read once, however often it is asked for. */
export function configurationAt(object: KubernetesObject, key: string): JsonRecord | undefined {
  const text = asRecord(object["data"])[key];
  if (typeof text !== "string") return undefined;
  const texts = textsOf(object);
  const known = texts.get(key);
  if (known?.text === text) return known.value();
  const made = lazy(text);
  texts.set(key, made);
  return made.value();
}

/** Makes what is the same text on both sides be read once for both. */
export function shareTexts(before: KubernetesObject, after: KubernetesObject): void {
  const [old, now] = [asRecord(before["data"]), asRecord(after["data"])];
  for (const [key, text] of Object.entries(old)) {
    if (typeof text !== "string" || now[key] !== text) continue;
    const known = textsOf(before).get(key) ?? textsOf(after).get(key);
    const made = known?.text === text ? known : lazy(text);
    textsOf(before).set(key, made);
    textsOf(after).set(key, made);
  }
}

function textsOf(object: KubernetesObject): Map<string, Text> {
  const known = TEXTS.get(object);
  if (known) return known;
  const made = new Map<string, Text>();
  TEXTS.set(object, made);
  return made;
}

function lazy(text: string): Text {
  let read: { readonly value: JsonRecord | undefined } | undefined;
  return { text, value: () => (read ??= { value: configuration(text) }).value };
}
