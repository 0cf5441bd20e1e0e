import type { Duration } from "../core";
import type { AlertCase } from "./alert-case";

/** How urgent an alert is. `critical` wakes somebody, `warning` is for working hours, `info` explains other alerts. */
export type Severity = "critical" | "warning" | "info";

/** A dashboard and the variables to open it with. */
export interface DashboardLink {
  readonly uid: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** An alert, in the terms of Prometheus. */
export interface AlertRule {
  /** UpperCamelCase, unique within its group together with `severity`. Its runbook is the same name in kebab-case. */
  readonly alert: string;
  /** PromQL: each series of the result is one alert. */
  readonly expr: string;
  /** How long the expression must hold. @default - it fires at the first evaluation */
  readonly for?: Duration;
  /** How long it goes on firing after the expression stops holding, so that it does not flap. @default - not at all */
  readonly keepFiringFor?: Duration;
  readonly severity: Severity;
  /** Labels beside `severity`. The identity of a monitor (`namespace`, `service`) is added by it. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** One sentence: what is wrong, for whom. May use Go templates such as `{{ $value | humanizePercentage }}`. */
  readonly summary: string;
  /** What to know before acting: the measured value, the limit, the likely first look. */
  readonly description: string;
  /** Where to look first. @default - no link */
  readonly dashboard?: DashboardLink;
  /** How often it is evaluated. @default - the stack's evaluation interval */
  readonly interval?: Duration;
}

/** A series computed in advance, in the terms of Prometheus. Named `level:metric:operations`. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  /** Labels beside the identity of its monitor, which is added by it. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** How often it is computed. @default - the stack's evaluation interval */
  readonly interval?: Duration;
}

/** Proof of one alert: see `cdk8s-observability test-alerts`. */
export interface AlertTest {
  readonly alert: string;
  readonly severity: Severity;
  /** Labels that tell its rule from others of this name and severity. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Between two samples and two evaluations of the test. @default - the interval of the rule, or 15s */
  readonly step?: Duration;
  /**
   * Recorded series that its cases give as they are, so that a window of days needs no counters read every few seconds. They
   * are not computed in the test; the test of another alert has to prove them. @default - none, all is computed
   */
  readonly given?: readonly string[];
  readonly cases: readonly AlertCase[];
}
