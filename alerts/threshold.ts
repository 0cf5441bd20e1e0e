import { parseDuration, type Duration, type Problems } from "../lib/core";
import type { AlertRule, Severity } from "../lib/signals";

/** A limit and how long it may be exceeded. */
export interface Level<T> {
  /** The alert is about values above this one. */
  readonly above: T;
  /** How long. @default - the alert's own */
  readonly for?: Duration;
}

/** A limit and how long a value may lie below it. */
export interface Floor<T> {
  /** The alert is about values below this one. */
  readonly below: T;
  /** How long. @default - the alert's own */
  readonly for?: Duration;
}

/** One limit with the alert's usual severity, or one for each severity. */
export type Threshold<T> = Level<T> | BySeverity<Level<T>>;

/** The same for values that must not become too small. */
export type FloorThreshold<T> = Floor<T> | BySeverity<Floor<T>>;

/** What holds or does not, without a number to compare with. */
export interface Condition {
  /** How long it must hold. @default - the alert's own */
  readonly for?: Duration;
  /** @default - the alert's own */
  readonly severity?: Severity;
}

export interface BySeverity<L> {
  readonly info?: L;
  readonly warning?: L;
  readonly critical?: L;
}

/** What tunes an alert: its limit or its duration, a rule to have instead of it, or false to be without it. */
export type Tuning<T> = T | AlertRule | false;

/** A condition ready for a rule. */
export interface ParsedCondition {
  readonly severity: Severity;
  readonly for: Duration;
}

/** A limit ready for a rule. */
export interface ParsedLevel extends ParsedCondition {
  readonly limit: number;
}

/** Where a threshold stands, how its value is read, and what applies where it says nothing. */
export interface ThresholdContext {
  readonly property: string;
  readonly problems: Problems;
  /** Reads a limit that is text. */
  readonly parse: (text: string) => number;
  /** The severity of a single level. */
  readonly severity: Severity;
  readonly for: Duration;
}

/** The levels of a threshold, after noting values that cannot be read and a warning that comes after its critical. */
export function parseThreshold<T extends string | number>(
  threshold: Threshold<T> | FloorThreshold<T>,
  context: ThresholdContext,
): ParsedLevel[] {
  const { property, problems } = context;
  const single = "above" in threshold || "below" in threshold;
  const severities: BySeverity<Level<T> | Floor<T>> = single ? { [context.severity]: threshold } : threshold;
  const levels = SEVERITIES.flatMap((severity) => {
    const level = severities[severity];
    const path = single ? property : `${property}.${severity}`;
    return level === undefined ? [] : parseLevel(level, severity, path, context);
  });
  problems.check(
    single || SEVERITIES.some((severity) => severities[severity] !== undefined),
    property,
    threshold,
    "`above`, or `warning` or `critical`",
    "switch the alert off with false",
  );
  levels.forEach((level, i) => {
    const next = levels[i + 1];
    const { [level.severity]: milder, [next?.severity ?? "critical"]: graver } = severities;
    if (!next || !milder || !graver) return;
    const falls = "below" in milder;
    const [key, expected] = falls ? ["below", "more than"] : ["above", "less than"];
    problems.check(
      falls ? level.limit > next.limit : level.limit < next.limit,
      `${property}.${level.severity}.${key}`,
      limitOf(milder),
      `${expected} ${next.severity}.${key} ${String(limitOf(graver))}`,
    );
  });
  return levels;
}

/** The one level of a condition. */
export function parseCondition(condition: Condition, context: Omit<ThresholdContext, "parse">): ParsedCondition[] {
  const { property, problems } = context;
  const wait = condition.for ?? context.for;
  const severity = condition.severity ?? context.severity;
  const valid = problems.parse(`${property}.for`, wait, parseDuration) !== undefined;
  const known = SEVERITIES.includes(severity);
  problems.check(known, `${property}.severity`, severity, `one of ${SEVERITIES.join(", ")}`);
  return valid && known ? [{ severity, for: wait }] : [];
}

/** From the mildest to the gravest. */
const SEVERITIES: readonly Severity[] = ["info", "warning", "critical"];

function parseLevel<T extends string | number>(
  level: Level<T> | Floor<T>,
  severity: Severity,
  path: string,
  context: ThresholdContext,
): ParsedLevel[] {
  const { problems } = context;
  const value = limitOf(level);
  const place = `${path}.${"below" in level ? "below" : "above"}`;
  if (typeof value === "number") {
    const counts = Number.isFinite(value) && value >= 0;
    problems.check(counts, place, String(value), "a number, 0 or more");
  }
  const limit = typeof value === "number" ? value : problems.parse(place, value, context.parse);
  const wait = level.for ?? context.for;
  const valid = problems.parse(`${path}.for`, wait, parseDuration) !== undefined;
  return limit === undefined || !valid ? [] : [{ severity, limit, for: wait }];
}

function limitOf<T>(level: Level<T> | Floor<T>): T {
  return "below" in level ? level.below : level.above;
}
