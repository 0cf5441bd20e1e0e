import { asRecord, asRecords, type JsonRecord } from "../../../core";
import type { FieldChange, Path, Step } from "../../diff";

/** A part of an object on both sides, with the differences in it. */
export interface Part {
  /** Empty where it is not there. */
  readonly before: JsonRecord;
  /** Empty where it is not there. */
  readonly after: JsonRecord;
  /** By their way from here; of no length where the part is new or gone as a whole. */
  readonly differences: readonly Difference[];
}

/** An item of a list, with the name that tells it from the others. */
export interface NamedPart extends Part {
  readonly name: string;
  readonly inBefore: boolean;
  readonly inAfter: boolean;
}

interface Difference {
  readonly path: Path;
  readonly field: FieldChange;
}

/** What stands below these keys. */
export function partAt(part: Part, ...keys: readonly string[]): Part {
  return keys.reduce(
    ({ before, after, differences }, key) => ({
      before: asRecord(before[key]),
      after: asRecord(after[key]),
      differences: inside(differences, (step) => step === key),
    }),
    part,
  );
}

/** The differences at these keys, below them, and of what holds them as a whole. */
export function fieldsAt(part: Part, ...keys: readonly string[]): readonly FieldChange[] {
  return part.differences
    .filter(({ path }) => path.slice(0, keys.length).every((step, i) => step === keys[i]))
    .map(({ field }) => field);
}

/** The items of a list of both sides, put together by their name, or by their position where one has none. */
export function partsOf(part: Part, list: string, by = "name"): readonly NamedPart[] {
  const old = named(part.before[list], by);
  const now = named(part.after[list], by);
  const below = inside(part.differences, (step) => step === list);
  return [...new Set([...old.keys(), ...now.keys()])].map((name) => {
    const [before, after] = [old.get(name), now.get(name)];
    const positions = [before, after].map((placed) => String(placed?.position));
    const differences = inside(below, (step) => isItem(step, name, positions));
    return {
      name,
      inBefore: before !== undefined,
      inAfter: after !== undefined,
      before: before?.item ?? {},
      after: after?.item ?? {},
      differences,
    };
  });
}

/** The second of two that have the same name is called `name #2` in paths; of them only the last one counts anyway. */
function isItem(step: Step, name: string, positions: readonly string[]): boolean {
  if (typeof step === "string") return false;
  return step.by === "position" ? positions.includes(step.key) : step.key.replace(/ #\d+$/, "") === name;
}

function inside(differences: readonly Difference[], enters: (step: Step) => boolean): readonly Difference[] {
  return differences.flatMap(({ path, field }) => {
    const [first, ...rest] = path;
    if (first === undefined) return [{ path, field }];
    return enters(first) ? [{ path: rest, field }] : [];
  });
}

interface Placed {
  readonly item: JsonRecord;
  readonly position: number;
}

function named(list: unknown, by: string): ReadonlyMap<string, Placed> {
  return new Map(
    asRecords(list).map((item, position): [string, Placed] => [
      typeof item[by] === "string" ? item[by] : String(position),
      { item, position },
    ]),
  );
}
