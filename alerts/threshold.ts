import type { Duration, Problems } from "../lib/core";
import { parseDuration } from "../lib/core";
import type { Severity } from "../lib/signals";

/** A limit and how long it may be exceeded. */
export interface Level<T> {
  /** The alert is about values above this one. */
  readonly above: T;
  /** How long. @default - the alert's own */
  readonly for?: Duration;
}

/** One limit with the alert's usual severity, or one for each severity. */
export type Threshold<T> = Level<T> | { readonly warning?: Level<T>; readonly critical?: Level<T> };

/** A limit ready for a rule. */
export interface ParsedLevel {
  readonly severity: Severity;
  readonly above: number;
  readonly for: Duration;
}

/** Where a threshold stands, how its value is read, and what applies where it says nothing. */
export interface ThresholdContext {
  readonly property: string;
  readonly problems: Problems;
  readonly parse: (text: string) => number;
  /** The severity of a single level. */
  readonly severity: Severity;
  readonly for: Duration;
}

/** The levels of a threshold, after noting values that cannot be read and a warning that comes after its critical. */
export function parseThreshold<T extends string | number>(
  threshold: Threshold<T>,
  context: ThresholdContext,
): ParsedLevel[] {
  const { property, problems } = context;
  const severities: Partial<Record<Severity, Level<T>>> =
    "above" in threshold ? { [context.severity]: threshold } : threshold;
  const levels = (["warning", "critical", "info"] as const).flatMap((severity) => {
    const level = severities[severity];
    const path = "above" in threshold ? property : `${property}.${severity}`;
    return level === undefined ? [] : parseLevel(level, severity, path, context);
  });
  problems.check(
    "above" in threshold || Object.keys(threshold).length > 0,
    property,
    threshold,
    "`above`, or `warning` or `critical`",
    "switch the alert off with false",
  );
  const [warning, critical] = levels;
  if (warning && critical) {
    problems.check(
      warning.above < critical.above,
      `${property}.warning.above`,
      severities.warning?.above,
      `less than critical.above ${String(severities.critical?.above)}`,
    );
  }
  return levels;
}

function parseLevel<T extends string | number>(
  level: Level<T>,
  severity: Severity,
  path: string,
  context: ThresholdContext,
): ParsedLevel[] {
  if (typeof level.above === "number") {
    const counts = Number.isFinite(level.above) && level.above >= 0;
    context.problems.check(counts, `${path}.above`, String(level.above), "a number, 0 or more");
  }
  const above =
    typeof level.above === "number" ? level.above : context.problems.parse(`${path}.above`, level.above, context.parse);
  const wait = level.for ?? context.for;
  const valid = context.problems.parse(`${path}.for`, wait, parseDuration) !== undefined;
  return above === undefined || !valid ? [] : [{ severity, above, for: wait }];
}
