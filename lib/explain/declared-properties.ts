import { asRecord, isRecord } from "../core";
import type { DeclaredProperty, Shaping } from "./declared-property";
import { HIDDEN } from "../review/secrets";
import { hidesIn, isPlain, written } from "./written";

/** The properties of a declaration that shape an object of this kind: those that are given, and defaults that apply. */
export function declaredProperties(declared: object, kind: string, shapings: readonly Shaping[]): DeclaredProperty[] {
  return shapings.flatMap((shaping): DeclaredProperty[] => {
    const { property, kinds, shapes, unless, needs } = shaping;
    if (!kinds.includes(kind)) return [];
    const value = valueAt(declared, property);
    if (shaping.switchedOff && value !== false) return [];
    if (value !== undefined) return told(shaping, value);
    const isThere = (other: string): boolean => (valueAt(declared, other) ?? false) !== false;
    const applies = (unless === undefined || !isThere(unless)) && (needs === undefined || isThere(needs));
    if (shaping.default === undefined || !applies) return [];
    return [{ property, value: shaping.default, given: false, shapes }];
  });
}

/** Every property that is given below a path, each by itself down to this depth. */
export function givenBelow(value: unknown, path: string, depth: number, name = path): DeclaredProperty[] {
  if (value === undefined) return [];
  if (depth > 0 && isRecord(value) && isPlain(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, each]) => givenBelow(each, `${path}.${key}`, depth - 1, key));
  }
  return [{ property: path, value: hidesIn(name, value) ? HIDDEN : written(value), given: true }];
}

function valueAt(declared: unknown, property: string): unknown {
  return property.split(".").reduce((value, key) => asRecord(value)[key], declared);
}

function told({ property, shapes, each, namesOnly }: Shaping, value: unknown): DeclaredProperty[] {
  if (each) return givenBelow(value, property, 1).map((one) => ({ ...one, shapes }));
  const text = namesOnly && isRecord(value) ? Object.keys(value).join(", ") : written(value);
  return [{ property, value: text, given: true, shapes }];
}
