import { asRecord, isRecord } from "../../../core";
import { differences, type Path } from "../../diff";
import type { Changes } from "../../model";
import { ofDocument, type DocumentChange, type DocumentReader } from "./document-change";
import type { Told } from "./told";

/** A setting of a program's configuration whose change means something. */
export interface Setting {
  /** Where it stands; `*` is each key of an object, and each item of a list. */
  readonly at: readonly string[];
  /** What its change means; nothing where it is for another to tell. */
  readonly tell: (change: SettingChange) => Told | undefined;
}

export interface SettingChange {
  readonly before: unknown;
  readonly after: unknown;
  /** What stands in the place of each `*`. */
  readonly names: readonly string[];
  readonly document: DocumentChange;
  readonly changes: Changes;
}

/** Tells of each of the settings that changed. Whole configurations that came or went are not looked into. */
export function settingsReader(settings: readonly Setting[]): DocumentReader {
  return (document, changes) => {
    if (!document.before || !document.after || document.fields.length === 0) return [];
    const read = settings.flatMap(({ at, tell }) =>
      changed(document, at).flatMap(({ steps, names, before, after }) => {
        const told = tell({ before, after, names, document, changes });
        return told ? [{ steps, told, explains: fieldsBelow(document, steps) }] : [];
      }),
    );
    // What went with a whole that is told is not told by itself.
    const whole = new Set(read.map(({ steps }) => steps.join("\0")));
    return read
      .filter(
        ({ steps, explains }) => explains.length > 0 || !steps.some((_, i) => whole.has(steps.slice(0, i).join("\0"))),
      )
      .map(({ told, explains }) => ofDocument(document, told, explains));
  };
}

/** The differences at or below a place of a configuration. */
export function fieldsBelow(
  { fields }: DocumentChange,
  steps: readonly string[],
): DocumentChange["fields"][0]["field"][] {
  return fields.filter(({ path }) => within(path, steps)).map(({ field }) => field);
}

/** The name by which a reader knows an item of a list. */
export function nameOfItem(item: unknown, position: number): string {
  if (!isRecord(item)) return String(item);
  const name = NAMES.map((key) => item[key]).find((value) => typeof value === "string" || typeof value === "number");
  return name === undefined ? String(position) : String(name);
}

const NAMES = ["name", "job_name", "uid", "from"];

interface Place {
  readonly steps: readonly string[];
  readonly names: readonly string[];
  readonly value: unknown;
}

function changed(
  { before, after }: DocumentChange,
  at: readonly string[],
): (Omit<Place, "value"> & { readonly before: unknown; readonly after: unknown })[] {
  const old = new Map(places(before, at).map((place) => [place.steps.join("\0"), place]));
  const now = new Map(places(after, at).map((place) => [place.steps.join("\0"), place]));
  const holder = at.slice(0, at.slice(0, -1).lastIndexOf("*") + 1);
  const kept = new Set(places(after, holder).map(({ steps }) => steps.join("\0")));
  const there = new Set(
    places(before, holder)
      .map(({ steps }) => steps.join("\0"))
      .filter((key) => kept.has(key)),
  );
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const { steps, names } = is ?? was ?? { steps: [], names: [] };
    // Settings of an item that is new or gone are not told one by one.
    if (!there.has(steps.slice(0, holder.length).join("\0"))) return [];
    const same = differences(was?.value, is?.value).length === 0;
    return same ? [] : [{ steps, names, before: was?.value, after: is?.value }];
  });
}

function places(value: unknown, at: readonly string[]): readonly Place[] {
  return at.reduce<readonly Place[]>(
    (all, step) => all.flatMap((place) => below(place, step)),
    [{ steps: [], names: [], value }],
  );
}

function below({ steps, names, value }: Place, step: string): Place[] {
  if (step !== "*") {
    const inner = asRecord(value)[step];
    return inner === undefined ? [] : [{ steps: [...steps, step], names, value: inner }];
  }
  const entries = Array.isArray(value)
    ? value.map((item: unknown, i) => [nameOfItem(item, i), item] as const)
    : Object.entries(asRecord(value));
  return entries.map(([name, inner]) => ({ steps: [...steps, name], names: [...names, name], value: inner }));
}

function within(path: Path, steps: readonly string[]): boolean {
  return steps.every((key, i) => {
    const step = path[i];
    return step !== undefined && (typeof step === "string" ? step : step.key) === key;
  });
}
