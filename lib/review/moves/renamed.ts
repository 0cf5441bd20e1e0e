import { isRecord, type KubernetesObject } from "../../core";

/** Where an object stands. */
export interface Place {
  readonly name: string;
  readonly namespace: string;
}

export function placeOf({ metadata }: KubernetesObject): Place {
  return { name: metadata.name, namespace: metadata.namespace ?? "" };
}

/**
 * The object as it would be at another place: name and namespace, and whatever refers to them: labels, selectors,
 * references by name. Images, command lines and values of variables say what a pod runs, and stay.
 */
export function renamed(object: KubernetesObject, to: KubernetesObject): KubernetesObject {
  const { name: _name, namespace: _namespace, ...metadata } = object.metadata;
  const place = to.metadata.namespace === undefined ? {} : { namespace: to.metadata.namespace };
  const { kind: _kind, apiVersion: _apiVersion, metadata: _metadata, ...body } = object;
  const rewritten = rewrite({ metadata, ...body }, placeOf(object), placeOf(to));
  return {
    ...object,
    ...rewritten,
    metadata: { ...asMetadata(rewritten["metadata"]), name: to.metadata.name, ...place },
  };
}

function asMetadata(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** Names and namespaces replaced in all that can be a reference. */
export function rewrite(
  value: Readonly<Record<string, unknown>>,
  from: Place,
  to: Place,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, inField(field, inner, from, to)]));
}

function inField(field: string, value: unknown, from: Place, to: Place): unknown {
  if (typeof value === "string") return NO_REFERENCE.has(field) ? value : inText(value, from, to);
  if (isRecord(value)) return NO_REFERENCES_BELOW.has(field) ? value : rewrite(value, from, to);
  if (!Array.isArray(value) || NO_REFERENCE.has(field)) return value;
  return value.map((item) => inField("", item, from, to));
}

const NO_REFERENCE = new Set(["image", "value", "args", "command", "expr"]);
/** What a ConfigMap or a Secret holds is content. */
const NO_REFERENCES_BELOW = new Set(["data", "stringData", "binaryData"]);

/** `checkout`, `checkout-config`, `shop/checkout`: a name as a whole, or in front of a dash or a dot. */
function inText(text: string, from: Place, to: Place): string {
  if (text === from.namespace && from.namespace !== from.name) return to.namespace;
  const namespaced = from.namespace !== "" && text.startsWith(`${from.namespace}/`);
  const [start, rest] = namespaced ? [`${to.namespace}/`, text.slice(from.namespace.length + 1)] : ["", text];
  if (rest === from.name) return start + to.name;
  const next = rest.startsWith(from.name) ? rest.charAt(from.name.length) : "";
  return next === "-" || next === "." ? start + to.name + rest.slice(from.name.length) : start + rest;
}
