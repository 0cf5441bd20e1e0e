import { asRecord, isRecord, type JsonRecord, type KubernetesObject } from "../../core";
import { HIDDEN } from "../secrets";
import { configuration } from "./configuration";

/**
 * The configurations in a Secret: those of the programs that the Prometheus operator and charts keep there, such as
 * `alertmanager.yaml`. What is secret in them is hidden.
 */
export function secretDocuments(secret: KubernetesObject): [key: string, value: JsonRecord][] {
  return secretConfigurations(secret).map(([key, value]) => [key, asRecord(hidden(value))]);
}

/** The same, with everything that is written there: to be compared, never to be told. */
export function secretConfigurations(secret: KubernetesObject): [key: string, value: JsonRecord][] {
  return Object.entries(secretTexts(secret)).flatMap(([key, text]): [string, JsonRecord][] => {
    const value = KNOWN_FILE.test(key) ? configuration(text) : undefined;
    return value && KNOWN_CONTENT.some((field) => field in value) ? [[key, value]] : [];
  });
}

const KNOWN_FILE = /\.(ya?ml|json)$/;
const KNOWN_CONTENT = ["route", "scrape_configs", "schema_config", "groups", "datasources", "panels"];

/** The values of `data`, decoded, and of `stringData`, which goes before. */
export function secretTexts(secret: KubernetesObject): Record<string, string> {
  return Object.fromEntries([
    ...Object.entries(asRecord(secret["data"])).map(([key, value]) => [key, decoded(value)]),
    ...Object.entries(asRecord(secret["stringData"])).map(([key, value]) => [key, String(value)]),
  ]);
}

/** What is no text stays as it is written. */
function decoded(value: unknown): string {
  const bytes = Buffer.from(String(value), "base64");
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : String(value);
}

/** Whether the field of a configuration in a Secret may hold a secret: keys, tokens, and addresses that have them in it. */
export function isSensitive(field: string): boolean {
  return (
    /key|token|secret|passw|credential|auth|url|address|user|headers|params|cert/i.test(field) && !/_file$/i.test(field)
  );
}

/** The value without what is secret in it. */
export function hidden(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => hidden(item, field));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, hidden(inner, isSensitive(field) ? field : name)]),
    );
  return isSensitive(field) ? HIDDEN : value;
}
