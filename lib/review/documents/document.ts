import { asRecord, asRecords, isRecord, type JsonRecord, type KubernetesObject } from "../../core";
import { NotYaml, parseYaml } from "../yaml";

/** What a configuration is for. `other` is YAML or JSON that nobody knows. */
export type DocumentKind =
  | "prometheus-rules"
  | "loki-rules"
  | "prometheus"
  | "alertmanager"
  | "loki"
  | "collector"
  | "jaeger"
  | "dashboard"
  | "datasources"
  | "other";

/** A configuration that stands as a text in a ConfigMap. */
export interface Document {
  readonly kind: DocumentKind;
  /** The object that holds it. */
  readonly object: KubernetesObject;
  /** Its key below `data`. */
  readonly key: string;
  readonly value: JsonRecord;
}

/** The configurations that an object holds. */
export function documentsOf(object: KubernetesObject): Document[] {
  if (object.kind !== "ConfigMap") return [];
  return Object.entries(asRecord(object["data"])).flatMap(([key, text]) => {
    const value = typeof text === "string" ? configuration(text) : undefined;
    return value ? [{ kind: kindOf(value, object), object, key, value }] : [];
  });
}

/** The object with its configurations as values instead of texts, so that they are compared as what they are. */
export function opened(object: KubernetesObject): KubernetesObject {
  const documents = documentsOf(object);
  if (documents.length === 0) return object;
  const data = { ...asRecord(object["data"]), ...Object.fromEntries(documents.map(({ key, value }) => [key, value])) };
  return { ...object, data };
}

/** An object of JSON or YAML; undefined for any other text. */
function configuration(text: string): JsonRecord | undefined {
  if (!/^\s*\{|^[\w"'.-]+:(\s|$)/m.test(text)) return undefined;
  try {
    const value = parseYaml(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof NotYaml) return undefined;
    throw error;
  }
}

/** By its own content, as the names of files are anybody's. */
function kindOf(value: JsonRecord, { metadata }: KubernetesObject): DocumentKind {
  if (asRecords(value["groups"]).some(({ rules }) => Array.isArray(rules)))
    return metadata.labels?.["app.kubernetes.io/name"] === "loki" ? "loki-rules" : "prometheus-rules";
  if ("scrape_configs" in value) return "prometheus";
  if ("route" in value && "receivers" in value) return "alertmanager";
  if ("schema_config" in value || "limits_config" in value) return "loki";
  if ("pipelines" in asRecord(value["service"]))
    return Object.keys(asRecord(value["extensions"])).some((name) => name.startsWith("jaeger_"))
      ? "jaeger"
      : "collector";
  if ("panels" in value) return "dashboard";
  if ("datasources" in value) return "datasources";
  return "other";
}
