import { identityLabels, recorded, selector, type ServiceTarget } from "../../lib/signals";

/** A recorded series of the service. */
export function own(target: ServiceTarget, name: string): string {
  return selector(name, identityLabels(target));
}

/**
 * Ratios and quantiles of a handful of requests say nothing: one failed request at night must not wake anybody. Both sides
 * are one series each, so that each matcher on both counts.
 */
export function withTraffic(target: ServiceTarget, condition: string, minimumRate: number): string {
  return minimumRate === 0 ? condition : `${condition} and on () ${own(target, recorded.requests)} > ${minimumRate}`;
}

/** Whether a service tells its HTTP traffic. */
export function hasMetrics({ metrics }: ServiceTarget): boolean {
  return metrics !== undefined;
}
