import type { Duration } from "../../lib/core";
import { recorded, type ServiceTarget } from "../../lib/signals";
import { thresholdAlert, type AlertDefinition, type ThresholdDefinition } from "../definition";
import { where } from "../text";
import type { Threshold } from "../threshold";
import { durationText } from "./duration-text";
import { latencyCases } from "./latency-cases";
import { hasMetrics, own, withTraffic } from "./traffic";

/** The default of `latencyP99`. */
const DEFAULT_LATENCY: Threshold<Duration> = { above: "1s" };

/** The slowest hundredth of requests takes too long. */
export const latencyP99 = latency({
  quantile: "p99",
  rank: 0.99,
  property: "latencyP99",
  alert: "ServiceLatencyP99",
  option: (alerts) => alerts.latencyP99,
  default: DEFAULT_LATENCY,
});

/** The slowest twentieth of requests takes too long: what many notice, as one page is many requests. */
export const latencyP95 = latency({
  quantile: "p95",
  rank: 0.95,
  property: "latencyP95",
  alert: "ServiceLatencyP95",
  option: (alerts) => alerts.latencyP95,
  default: { above: "500ms" },
  // The panel draws the limit of the other one.
  drawn: false,
});

interface LatencyAlert extends Pick<
  ThresholdDefinition<Duration>,
  "property" | "alert" | "option" | "default" | "drawn"
> {
  readonly quantile: "p95" | "p99";
  /** The same as a number. */
  readonly rank: number;
}

function latency({ quantile, rank, ...common }: LatencyAlert): AlertDefinition {
  const slowest = `${Math.round((1 - rank) * 100)} %`;
  return thresholdAlert<Duration>({
    ...common,
    unit: "seconds",
    severity: "warning",
    for: "10m",
    appliesTo: hasMetrics,
    refuse: ({ limit }, target) => unreachable(limit, target),
    rule: (target, { limit }, { minimumRequestRate }) => ({
      expr: withTraffic(target, `${own(target, recorded.latency(quantile))} > ${limit}`, minimumRequestRate),
      keepFiringFor: KEEP_FIRING_FOR,
      summary: `${target.service} takes {{ $value | humanizeDuration }} for its slowest ${slowest} of requests`,
      description:
        `The ${quantile.slice(1)}th percentile of the duration of requests to ${where(target)} is {{ $value | humanizeDuration }} ` +
        `(the limit is ${durationText(limit)}). Look at saturation first, then at the slow route's dependencies.`,
    }),
    cases: (target, level, { minimumRequestRate }) =>
      latencyCases(target, level, { quantile, rank, minimumRequestRate, keepFiringFor: KEEP_FIRING_FOR }),
  });
}

const KEEP_FIRING_FOR = "5m";

/** A quantile of a classic histogram ends at its largest bucket, and no service is faster than 0 s. */
function unreachable(limit: number, { metrics }: ServiceTarget): readonly [string, string?] | undefined {
  if (limit <= 0) return ["more than 0s"];
  const { [0]: smallest = 0, length } = metrics?.buckets ?? [];
  if (limit < smallest)
    return [`at least the smallest bucket ${smallest}s of ${metrics?.duration}, within which all look alike`];
  const largest = metrics?.buckets[length - 1] ?? Infinity;
  if (limit < largest) return undefined;
  return [
    `less than the largest bucket ${largest}s of ${metrics?.duration}`,
    "lower the threshold, or declare larger buckets in metrics.buckets and in the service",
  ];
}
