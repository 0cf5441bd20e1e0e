import { dump } from "js-yaml";
import { asRecord, isRecord, type KubernetesObject } from "../../lib/core";
import { configurationAt } from "../../lib/review/documents/texts";
import { parseYaml } from "../../lib/review/yaml";

/** What no object has by itself: where it is not told, a change is hidden. */
export const SENTINEL_TEXT = "zz-sentinel";
export const SENTINEL_NUMBER = 98_761;
export const SENTINEL_KEY = "zzSentinel";

/** One place of an object where a sentinel can stand, by keys and positions; a text on the way is read. */
export type Place = readonly (string | number)[];

/** All places of an object: of its values, and of what a record or a list could have more. */
export function placesOf(object: KubernetesObject): Place[] {
  const found: Place[] = [];
  const { data, ...rest } = object;
  const enter = (value: unknown, path: Place): void => {
    if (isRecord(value)) {
      found.push([...path, SENTINEL_KEY]);
      for (const [key, inner] of Object.entries(value)) enter(inner, [...path, key]);
    } else if (Array.isArray(value)) {
      found.push([...path, value.length]);
      for (const [at, inner] of value.entries()) enter(inner, [...path, at]);
    } else found.push(path);
  };
  for (const key of ["metadata", "spec", "rules", "subjects", "roleRef"]) if (key in rest) enter(rest[key], [key]);
  for (const [key, text] of Object.entries(asRecord(data)))
    enter(object.kind === "ConfigMap" && !/^\[/m.test(String(text)) ? (configurationAt(object, key) ?? text) : text, [
      "data",
      key,
    ]);
  return found;
}

/** The object with a sentinel at a place; undefined where the way there is not in it, or nothing can stand there. */
export function withSentinel(object: KubernetesObject, place: Place): KubernetesObject | undefined {
  const copy = structuredClone(object);
  return put(copy, place) ? copy : undefined;
}

function put(holder: unknown, [step, ...rest]: Place): boolean {
  if (step === undefined || typeof holder !== "object" || holder === null) return false;
  const value: unknown = Reflect.get(holder, step);
  if (rest.length === 0) return Reflect.set(holder, step, sentinelFor(holder, step, value));
  if (typeof value !== "string") return put(value, rest);
  const inner = parseYaml(value);
  if (!put(inner, rest)) return false;
  const text = value.trimStart().startsWith("{") ? JSON.stringify(inner, null, 2) : dump(inner, { lineWidth: -1 });
  return Reflect.set(holder, step, text);
}

function sentinelFor(holder: object, step: string | number, value: unknown): unknown {
  if (step === SENTINEL_KEY) return SENTINEL_NUMBER;
  if (Array.isArray(holder) && step === holder.length)
    return holder.some(isRecord) ? { name: SENTINEL_TEXT } : SENTINEL_TEXT;
  if (typeof value === "number") return SENTINEL_NUMBER;
  return typeof value === "boolean" ? !value : SENTINEL_TEXT;
}
