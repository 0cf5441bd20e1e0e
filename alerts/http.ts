import { identityLabels, recorded, selector, type AlertRule, type ServiceTarget } from "../lib/signals";
import type { ParsedLevel } from "./threshold";

/**
 * Most requests of the last minute fail. Evaluated on a short window, so that it arrives within a minute and a half; it
 * takes as many requests in that minute as the other alerts take in five.
 */
export function outageAlerts(target: ServiceTarget, levels: readonly ParsedLevel[], minimumRate: number): AlertRule[] {
  if (!target.metrics) return [];
  return levels.map((level) => ({
    alert: "ServiceOutage",
    expr: withTraffic(target, `${own(target, recorded.failureRatio("1m"))} > ${level.above}`, "1m", 5 * minimumRate),
    for: level.for,
    keepFiringFor: "1m",
    severity: level.severity,
    summary: `${target.service} fails {{ $value | humanizePercentage }} of its requests`,
    description:
      `In the last minute {{ $value | humanizePercentage }} of the requests to ${target.namespace}/${target.service} were answered 5xx ` +
      `(the limit is ${percentage(level.above)}). Look at what changed: rollout, configuration, dependencies.`,
  }));
}

/** A share of requests fails for minutes on end. */
export function failureAlerts(target: ServiceTarget, levels: readonly ParsedLevel[], minimumRate: number): AlertRule[] {
  if (!target.metrics) return [];
  return levels.map((level) => ({
    alert: "ServiceErrors5xx",
    expr: withTraffic(target, `${own(target, recorded.failureRatio("5m"))} > ${level.above}`, "5m", minimumRate),
    for: level.for,
    keepFiringFor: "2m",
    severity: level.severity,
    summary: `${target.service} answers {{ $value | humanizePercentage }} of its requests with 5xx`,
    description:
      `Over five minutes {{ $value | humanizePercentage }} of the requests to ${target.namespace}/${target.service} were answered 5xx ` +
      `(the limit is ${percentage(level.above)}). The dashboard shows which routes, since when and what changed.`,
  }));
}

/** The slowest hundredth of requests takes too long. */
export function latencyAlerts(target: ServiceTarget, levels: readonly ParsedLevel[], minimumRate: number): AlertRule[] {
  if (!target.metrics) return [];
  return levels.map((level) => ({
    alert: "ServiceLatencyP99",
    expr: withTraffic(target, `${own(target, recorded.latency("p99"))} > ${level.above}`, "5m", minimumRate),
    for: level.for,
    keepFiringFor: "5m",
    severity: level.severity,
    summary: `${target.service} takes {{ $value | humanizeDuration }} for its slowest 1 % of requests`,
    description:
      `The 99th percentile of the duration of requests to ${target.namespace}/${target.service} is {{ $value | humanizeDuration }} ` +
      `(the limit is ${level.above}s). Look at saturation first, then at the slow route's dependencies.`,
  }));
}

function own(target: ServiceTarget, series: string): string {
  return selector(series, identityLabels(target));
}

/** Ratios and quantiles of a handful of requests say nothing: one failed request at night must not wake anybody. */
function withTraffic(target: ServiceTarget, condition: string, window: "1m" | "5m", minimumRate: number): string {
  return minimumRate === 0 ? condition : `${condition} and ${own(target, recorded.requests(window))} > ${minimumRate}`;
}

function percentage(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(12))} %`;
}
