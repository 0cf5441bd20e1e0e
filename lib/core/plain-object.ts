import type { ApiObject } from "cdk8s";
import { isRecord, type JsonRecord } from "./json";
import type { KubernetesObject } from "./manifest";

/**
 * The object as plain data: `apiVersion`, `kind` and `metadata` first, every other key sorted, nothing undefined. Sorting
 * happens here and not in cdk8s, which leaves it to an environment variable.
 */
export function toPlainObject(construct: ApiObject): KubernetesObject {
  const { apiVersion, kind, metadata, ...rest }: KubernetesObject = construct.toJson();
  return { apiVersion, kind, metadata: sorted(metadata), ...sorted(rest) };
}

function sorted<T extends JsonRecord>(value: T): T;
function sorted(value: JsonRecord): JsonRecord {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value).toSorted()) {
    const item = value[key];
    if (item !== undefined) result[key] = plain(item);
  }
  return result;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isRecord(value) ? sorted(value) : value;
}
