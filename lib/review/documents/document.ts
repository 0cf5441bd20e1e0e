import { asRecord, asRecords, isRecord, qualifiedKind, type JsonRecord, type KubernetesObject } from "../../core";
import { secretDocuments } from "./secret";
import { configurationAt } from "./texts";

/** What a configuration is for. `other` is YAML, JSON or ini that nobody knows. */
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

/** A configuration: a text in a ConfigMap or a Secret, or what a PrometheusRule is. */
export interface Document {
  readonly kind: DocumentKind;
  /** The object that holds it. */
  readonly object: KubernetesObject;
  /** Its key below `data` (or `stringData`); empty where the object itself is the configuration. */
  readonly key: string;
  readonly value: JsonRecord;
}

/** The configurations that an object holds. Of a Secret only those of a program that is known, without its secrets. */
export function documentsOf(object: KubernetesObject): Document[] {
  if (object.kind === "ConfigMap")
    return Object.keys(asRecord(object["data"])).flatMap((key) => {
      const value = configurationAt(object, key);
      return value ? [{ kind: kindOf(value, object), object, key, value }] : [];
    });
  if (object.kind === "Secret")
    return secretDocuments(object).map(([key, value]) => ({ kind: kindOf(value, object), object, key, value }));
  const spec = object["spec"];
  if (qualifiedKind(object) === "PrometheusRule.monitoring.coreos.com" && isRecord(spec))
    return [{ kind: rulesKind(object), object, key: "", value: spec }];
  return [];
}

/** By its own content, as the names of files are anybody's. */
export function kindOf(value: JsonRecord, object: KubernetesObject): DocumentKind {
  if (asRecords(value["groups"]).some(({ rules }) => Array.isArray(rules))) return rulesKind(object);
  if ("scrape_configs" in value || ("global" in value && "rule_files" in value)) return "prometheus";
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

function rulesKind({ metadata }: KubernetesObject): DocumentKind {
  return metadata.labels?.["app.kubernetes.io/name"] === "loki" ? "loki-rules" : "prometheus-rules";
}
