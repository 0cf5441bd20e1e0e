import type { Duration } from "../../lib/core";
import { series, steady, type AlertCase, type CaseSeries, type ServiceTarget } from "../../lib/signals";
import { neighbours } from "../neighbours";
import { replicas } from "../replicas";
import { after } from "./case-window";

/** What happens in a case, without a word on replicas. */
export interface TrafficEvent {
  /** When traffic changes. */
  readonly event: Duration;
  /** From when on the expression holds. */
  readonly since: Duration;
  readonly wait: Duration;
  readonly value: number;
}

/** What fires at a service that may be scaled to zero, and what does not when it is. */
export function scaledToZero(
  target: ServiceTarget,
  happening: readonly CaseSeries[],
  { event, since, wait, value }: TrafficEvent,
): readonly AlertCase[] {
  if (target.scaling?.min !== 0) return [];
  const wanted = replicas(target, "wanted");
  const end = after(since, wait, "1h");
  const all = [...happening, ...neighbours(target).map((other) => series(replicas(other, "wanted"), steady(3, end)))];
  const noneFrom = (other: ServiceTarget) => series(replicas(other, "wanted"), steady(0, end));
  return [
    {
      name: "scaled to zero, with a pod that takes its time to end, while others are not",
      series: [...all, series(wanted, steady(1, event), steady(0, after(wait, "1h")))],
      stays: "inactive",
    },
    {
      name: "may be scaled to zero, and is not, while others are",
      series: [...happening, series(wanted, steady(1, end)), ...neighbours(target).map(noneFrom)],
      fires: { since, value },
    },
  ];
}
