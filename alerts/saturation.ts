import { identityLabels, recorded, selector, type AlertRule, type ServiceTarget } from "../lib/signals";
import type { ParsedLevel } from "./threshold";

/** A pod uses nearly all the CPU that it may: it is about to be throttled, and its latency with it. */
export function cpuAlerts(target: ServiceTarget, levels: readonly ParsedLevel[]): AlertRule[] {
  if (!target.hasCpuLimit) return [];
  return levels.map((level) => ({
    alert: "ServiceCpuNearLimit",
    expr: `${selector(recorded.cpuUtilization, identityLabels(target))} > ${level.above}`,
    for: level.for,
    keepFiringFor: "5m",
    severity: level.severity,
    summary: `${target.service} uses {{ $value | humanizePercentage }} of its CPU limit`,
    description:
      `Pod {{ $labels.pod }} of ${target.namespace}/${target.service} uses {{ $value | humanizePercentage }} of its CPU limit and will be throttled. ` +
      `Compare with traffic: more of it calls for replicas, the same calls for a profile of what changed.`,
  }));
}

/** A pod uses nearly all the memory that it may: beyond the limit it is killed. */
export function memoryAlerts(target: ServiceTarget, levels: readonly ParsedLevel[]): AlertRule[] {
  return levels.map((level) => ({
    alert: "ServiceMemoryNearLimit",
    expr: `${selector(recorded.memoryUtilization, identityLabels(target))} > ${level.above}`,
    for: level.for,
    keepFiringFor: "5m",
    severity: level.severity,
    summary: `${target.service} uses {{ $value | humanizePercentage }} of its memory limit`,
    description:
      `Pod {{ $labels.pod }} of ${target.namespace}/${target.service} uses {{ $value | humanizePercentage }} of its memory limit and is killed when it exceeds it. ` +
      `Memory that grows without more traffic is a leak; a restart buys time.`,
  }));
}
