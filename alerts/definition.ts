import { parseDuration, parsePercent, type Duration, type Problems } from "../lib/core";
import { intervals } from "../lib/signals";
import type { AlertCase, AlertRule, AlertTest, ServiceTarget, Severity } from "../lib/signals";
import type { AlertProperty, ServiceAlerts } from "./service-alerts";
import {
  parseCondition,
  parseThreshold,
  type Condition,
  type FloorThreshold,
  type ParsedCondition,
  type ParsedLevel,
  type Threshold,
  type Tuning,
} from "./threshold";

/**
 * An alert of the catalogue: what tunes it, when a service has it, its rule and the cases that prove it. One file each, and
 * all that is known of the alert stands in it.
 */
export interface AlertDefinition {
  readonly property: AlertProperty;
  readonly alert: string;
  /** The language of its expression: PromQL for Prometheus, or LogQL for Loki. */
  readonly language: "promql" | "logql";
  /** Whether panels draw its threshold. */
  readonly drawn: boolean;
  /** The limits that a service has unless it says otherwise, as a user would write them. @default - none: it compares with no number */
  readonly default?: Threshold<string | number> | FloorThreshold<string | number>;
  /** The alert for one service, once for each severity. What is wrong with how it is tuned is noted. */
  parse(options: ServiceAlerts, target: ServiceTarget, settings: AlertSettings, problems: Problems): ParsedAlert;
}

/** What holds for several alerts of one service. */
export interface AlertSettings {
  /** Requests per second below which ratios and quantiles mean little. */
  readonly minimumRequestRate: number;
  readonly minimumErrorLines: number;
  /** The limit of `latencyP99` in seconds, the lowest of several; undefined where that alert is off. */
  readonly slowFrom: number | undefined;
}

/** An alert of one service. */
export interface ParsedAlert {
  readonly definition: AlertDefinition;
  /** Its limits, to be drawn; none where it has no number, is off, or is a rule of the user's own. */
  readonly levels: readonly ParsedLevel[];
  rules(): readonly AlertRule[];
  tests(): readonly AlertTest[];
}

/** What is written in a rule beside its name and what its level says. */
export type RuleBody = Pick<AlertRule, "expr" | "summary" | "description" | "keepFiringFor" | "dashboard" | "labels">;

interface Common {
  readonly property: AlertProperty;
  readonly alert: string;
  readonly language?: "promql" | "logql";
  /** The severity of a single level. */
  readonly severity: Severity;
  readonly for: Duration;
  readonly default?: Threshold<string | number> | FloorThreshold<string | number>;
  /**
   * How often it is evaluated; null is the stack's evaluation interval, for those that have to be fast.
   * @default - as `intervalOf` says for how long it waits
   */
  readonly interval?: Duration | null;
  /** Of its tests. @default "1m" - the fast ones 15s */
  readonly step?: Duration;
  /** Whether the service has what the alert looks at. @default - all have it */
  readonly appliesTo?: (target: ServiceTarget, settings: AlertSettings) => boolean;
}

/** What an alert is about: a service, a level and what else is set. */
interface Rule<L> {
  readonly rule: (target: ServiceTarget, level: L, settings: AlertSettings) => RuleBody;
  readonly cases: (target: ServiceTarget, level: L, settings: AlertSettings) => readonly AlertCase[];
}

export interface ThresholdDefinition<T extends string | number> extends Common, Rule<ParsedLevel> {
  readonly option: (alerts: ServiceAlerts) => Tuning<Threshold<T> | FloorThreshold<T>> | undefined;
  readonly default: Threshold<T> | FloorThreshold<T>;
  /** What a limit that is text means: a share is 0 to 1, a duration is in seconds. */
  readonly unit: T extends number ? "number" : "percent" | "seconds";
  /** What is wrong with a limit that can be read, as the end of the sentence "expected …", with the fix. */
  readonly refuse?: (
    level: ParsedLevel,
    target: ServiceTarget,
  ) => readonly [expected: string, fix?: string] | undefined;
  /** Whether panels draw its threshold. @default true */
  readonly drawn?: false;
}

/** An alert on a number. */
export function thresholdAlert<T extends string | number>(definition: ThresholdDefinition<T>): AlertDefinition {
  const { unit } = definition;
  const parse = unit === "percent" ? parsePercent : unit === "seconds" ? seconds : Number;
  return define(definition, definition.drawn !== false, (options, target, problems) => {
    const tuning = definition.option(options) ?? definition.default;
    if (tuning === false || "expr" in tuning) return tuning;
    const property = `alerts.${definition.property}`;
    const levels = parseThreshold(tuning, { ...definition, property, problems, parse });
    // A rule that cannot be would only be told a second time.
    return levels.filter((level) => {
      const [expected, fix] = definition.refuse?.(level, target) ?? [];
      if (expected !== undefined) problems.add(property, written(level.limit, unit), expected, fix);
      return expected === undefined;
    });
  });
}

export interface ConditionDefinition extends Common, Rule<ParsedCondition> {
  readonly option: (alerts: ServiceAlerts) => Tuning<Condition> | undefined;
  /** How long it must hold where that depends on the service. @default - `for` */
  readonly forOf?: (target: ServiceTarget) => Duration;
}

/** An alert on what holds or does not. */
export function conditionAlert(definition: ConditionDefinition): AlertDefinition {
  return define(definition, false, (options, target, problems) => {
    const tuning = definition.option(options) ?? {};
    if (tuning === false || "expr" in tuning) return tuning;
    const wait = definition.forOf?.(target) ?? definition.for;
    const property = `alerts.${definition.property}`;
    return parseCondition(tuning, { property, problems, severity: definition.severity, for: wait });
  });
}

type Read<L> = (options: ServiceAlerts, target: ServiceTarget, problems: Problems) => readonly L[] | AlertRule | false;

function define<L extends ParsedCondition>(
  definition: Common & Rule<L>,
  drawn: boolean,
  read: Read<L>,
): AlertDefinition {
  const { property, alert, language = "promql", interval, appliesTo } = definition;
  const step = definition.step ?? (interval === null ? undefined : "1m");
  const result: AlertDefinition = {
    property,
    alert,
    language,
    drawn,
    ...(definition.default && { default: definition.default }),
    parse(options, target, settings, problems) {
      const tuned = read(options, target, problems);
      if (tuned !== false && "expr" in tuned) return replaced(result, tuned);
      const levels = tuned === false || appliesTo?.(target, settings) === false ? [] : tuned;
      return {
        definition: result,
        levels: levels.flatMap((level) => (hasLimit(level) ? [level] : [])),
        rules: () =>
          levels.map((level) => ({
            alert,
            ...definition.rule(target, level, settings),
            severity: level.severity,
            ...(level.for === "0s" ? {} : { for: level.for }),
            ...(interval === null || language === "logql" ? {} : { interval: interval ?? intervalOf(level.for) }),
          })),
        tests: () =>
          language === "logql"
            ? []
            : levels.map((level) => ({
                alert,
                severity: level.severity,
                ...(step === undefined ? {} : { step }),
                cases: definition.cases(target, level, settings),
              })),
      };
    },
  };
  return result;
}

/** An alert that waits for ten minutes and more is as good when it is looked at every two. */
function intervalOf(wait: Duration): Duration {
  return parseDuration(wait) >= 600_000 ? intervals.patient : intervals.usual;
}

/** A rule of the user's own, whose proof is the user's too. */
function replaced(definition: AlertDefinition, rule: AlertRule): ParsedAlert {
  return { definition, levels: [], rules: () => [rule], tests: () => [] };
}

function hasLimit(level: ParsedCondition): level is ParsedLevel {
  return "limit" in level;
}

function seconds(text: string): number {
  return parseDuration(text) / 1000;
}

function written(limit: number, unit: "number" | "percent" | "seconds"): string {
  if (unit === "percent") return `${Number((limit * 100).toPrecision(12))}%`;
  return unit === "seconds" ? `${limit}s` : `${limit}`;
}
