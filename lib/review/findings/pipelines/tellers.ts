import { shortly } from "../../shortly";
import { amount, direction, milliseconds } from "./amount";
import type { Setting, SettingChange } from "./setting";
import type { Told } from "./told";

/** How a plain value is told: `ingestion_rate_mb of loki 48 → 24`. */
export interface Limit {
  /** What it is, in the reader's words; `*` stands for the names. */
  readonly what: string;
  readonly rule: string;
  /** What is worse; `neither` is worth a line, but no warning. */
  readonly worse: "lower" | "higher" | "neither";
  /** What follows where it gets worse. */
  readonly consequence: string;
  /** What it is where nothing is given, as far as all versions have the same. @default - not known */
  readonly byDefault?: string | number;
  /** Whether zero means that there is no bound, as leaving it out does. @default false */
  readonly zeroIsNone?: boolean;
}

/** A setting with a number or a duration, of which one direction is the worse. One that is taken away is as the default is. */
export function limit(at: readonly string[], kind: Limit): Setting {
  const { what, rule, worse, consequence, byDefault, zeroIsNone = false } = kind;
  const bound = (value: unknown): unknown => {
    const given = value ?? byDefault;
    const isNone = zeroIsNone && (given === undefined || amount(given) === 0 || milliseconds(given) === 0);
    return isNone ? Infinity : given;
  };
  return {
    at,
    tell: ({ before, after, names, document }): Told => {
      const [was, is] = [bound(before), bound(after)];
      const way = was === is ? 0 : (direction(was, is) ?? unboundedDirection(was, is));
      const bad = (worse === "lower" && way < 0) || (worse === "higher" && way > 0);
      const text = `${named(what, names)} of ${document.program} ${shown(before)} → ${shown(after)}`;
      return bad ? { severity: "warning", rule, text, consequence } : { severity: "info", rule, text };
    },
  };
}

/** Durations and sizes beside none at all. */
function unboundedDirection(was: unknown, is: unknown): number {
  return was === Infinity ? -1 : is === Infinity ? 1 : 0;
}

/** A whole that is lost: told where it is gone, and left to others where it only changed. */
export function lost(at: readonly string[], tell: (change: SettingChange) => Told): Setting {
  return { at, tell: (change) => (change.after === undefined ? tell(change) : undefined) };
}

/** A value as it stands in a line; one that is not given is the program's default. */
export function shown(value: unknown): string {
  return value === undefined ? "default" : shortly(value);
}

function named(what: string, names: readonly string[]): string {
  return names.reduce((text, name) => text.replace("*", name), what);
}
