/** Plain data of unknown shape. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else an empty one: for reading fields that may be missing. */
export function asRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : NOTHING;
}

const NOTHING: JsonRecord = Object.freeze({});

/** The objects of a list, or none. */
export function asRecords(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
