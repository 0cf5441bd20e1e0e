import { parseDuration, type Duration } from "../core";
import type { BudgetWindow } from "./recorded";
import type { Severity } from "./rule";

/** What an objective is about: whether requests are answered, or how fast. The label `slo` of its series and alerts. */
export type Slo = "availability" | "latency";

/** An objective ready for rules: most requests of a window are to be good. */
export interface Objective {
  readonly slo: Slo;
  /** The share of requests that is to be good, more than 0 and less than 1. */
  readonly objective: number;
  /** The share that may be bad: the error budget. Exact in decimal: of 0.999 it is 0.001. */
  readonly budget: number;
  /** The time over which it is judged, up to now. */
  readonly window: Duration;
  /** Of latency: a request that takes longer than this, in seconds, is bad. */
  readonly under?: number;
}

/**
 * Two windows over which an error budget burns too fast: over the long one much of it is gone, and over the short one it
 * still goes.
 * @see https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
export interface BurnRate {
  readonly long: BudgetWindow;
  readonly short: BudgetWindow;
  /** How many times as fast as it may: at 1 the budget lasts for exactly the window of the objective. */
  readonly factor: number;
  readonly severity: Severity;
  /** How long it must hold. */
  readonly for: Duration;
}

/**
 * The workbook's windows, with what share of the budget is gone when the alert comes; its table of three, and the pair of a
 * day from its example. How long each must hold are the numbers of kubernetes-mixin.
 */
const PAIRS: readonly (Omit<BurnRate, "factor"> & { readonly spends: number })[] = [
  { long: "1h", short: "5m", spends: 0.02, severity: "critical", for: "2m" },
  { long: "6h", short: "30m", spends: 0.05, severity: "critical", for: "15m" },
  { long: "1d", short: "2h", spends: 0.1, severity: "warning", for: "1h" },
  { long: "3d", short: "6h", spends: 0.1, severity: "warning", for: "3h" },
];

/** Windows of objectives: whole days. */
export const OBJECTIVE_WINDOW = { least: 7, most: 90 } as const;

/**
 * The burn rates that are too fast for an objective of a window, from the fastest on. At 1 the budget just lasts: below
 * it nothing is wrong, so that short windows of objectives get 1 where the workbook's share would be less.
 */
export function burnRates(window: Duration): BurnRate[] {
  return PAIRS.map(({ spends, ...pair }) => {
    const factor = (spends * parseDuration(window)) / parseDuration(pair.long);
    return { ...pair, factor: Math.max(1, Number(factor.toFixed(2))) };
  });
}

/** The share of bad requests at which a budget burns so fast, without the noise of binary fractions: 14.4 × 0.001 is 0.0144. */
export function burnRatio({ factor }: Pick<BurnRate, "factor">, { budget }: Pick<Objective, "budget">): number {
  return decimal(factor * budget);
}

/** What is left to 1, exact in decimal for up to twelve digits. */
export function budgetOf(objective: number): number {
  return (1e12 - Math.round(objective * 1e12)) / 1e12;
}

/** The share of the budget that is gone after the long window at this rate. */
export function spentShare({ long, factor }: BurnRate, { window }: Pick<Objective, "window">): number {
  return decimal((factor * parseDuration(long)) / parseDuration(window));
}

/** How long a whole budget lasts at this rate, in milliseconds. */
export function lastsFor({ factor }: Pick<BurnRate, "factor">, { window }: Pick<Objective, "window">): number {
  return parseDuration(window) / factor;
}

/** Whether series over this window are computed once in five minutes, as they hardly move, and cost the most. */
export function isLong(window: Duration): boolean {
  return parseDuration(window) >= parseDuration("1d");
}

/** The number that was meant, of the noise of binary fractions. */
export function decimal(value: number): number {
  return Number(value.toPrecision(12));
}
