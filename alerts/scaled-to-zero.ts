import { formatDuration, parseDuration, type Duration } from "../lib/core";
import { max, missing, series, steady, type AlertCase, type CaseSeries, type ServiceTarget } from "../lib/signals";
import { neighbours } from "./neighbours";
import { replicas } from "./replicas";

/**
 * A service that may be at zero replicas is then silent on purpose. What was last known counts, so that nobody is woken as
 * kube-state-metrics is away for some minutes.
 */
export function unlessScaledToZero(target: ServiceTarget, expr: string): string {
  if (!mayBeZero(target)) return expr;
  return `(${expr}) unless on () ${max(`last_over_time(${replicas(target, "wanted")}[15m])`)} == 0`;
}

/** How long to wait where a first pod may be on its way up from zero: it is given the time that its start may take. */
export function afterStartFromZero(target: ServiceTarget, wait: Duration): Duration {
  return mayBeZero(target) ? formatDuration(parseDuration(wait) + target.startupSeconds * 1000) : wait;
}

/** The workload's wanted replicas where its alert looks at them: what a case needs beside the series that it is about. */
export function scaledTo(target: ServiceTarget, count: number, duration: Duration): CaseSeries[] {
  return mayBeZero(target) ? [series(replicas(target, "wanted"), steady(count, duration))] : [];
}

/** What would fire all the time, for two hours, were it not for zero replicas. */
export interface HeldBack {
  readonly series: readonly CaseSeries[];
  /** Labels of the alert beside those of its rule. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** The step of its cases. */
  readonly step: "15s" | "1m";
}

/** Silence at zero replicas, for as long as that is known. */
export function scaledToZeroCases(
  target: ServiceTarget,
  { series: holding, labels = {}, step }: HeldBack,
): AlertCase[] {
  if (!mayBeZero(target)) return [];
  const wanted = replicas(target, "wanted");
  const all = [...holding, ...neighbours(target).map((other) => series(replicas(other, "wanted"), steady(3, "2h")))];
  return [
    {
      name: "scaled to zero, and others are not",
      series: [...all, series(wanted, steady(0, "2h"))],
      stays: "inactive",
    },
    {
      name: "scaled to zero, and kube-state-metrics is away for ten minutes",
      series: [...all, series(wanted, steady(0, "30m"), missing("10m"), steady(0, "80m"))],
      stays: "inactive",
    },
    {
      name: "scaled to zero when last seen, which is long ago",
      series: [...all, series(wanted, steady(0, "30m"))],
      // The last sample is from just before.
      fires: { since: step === "15s" ? "2685s" : "44m", labels },
    },
  ];
}

function mayBeZero({ scaling }: ServiceTarget): boolean {
  return scaling?.min === 0;
}
