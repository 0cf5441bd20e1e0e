import { isRecord } from "../../core";

/** Whether two plain values are the same; the order of keys does not count, that of items does. */
export function equal(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((item, i) => equal(item, other[i]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]));
}

/** A text that two plain values share only if they are the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isRecord(value)) return value === undefined ? "undefined" : JSON.stringify(value);
  let fields = "";
  for (const key of Object.keys(value).toSorted()) {
    if (fields !== "") fields += ",";
    fields += `${JSON.stringify(key)}:${canonical(value[key])}`;
  }
  return `{${fields}}`;
}
