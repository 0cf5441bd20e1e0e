import type { Duration } from "../lib/core";
import { max, rate, recorded, selector, sum, type Matchers, type Severity } from "../lib/signals";
import { severityColors } from "./colors";
import type { LabelVariable, Limits, Series } from "./model";

/** Matchers of the recorded series and the alerts of the service that the reader has chosen. */
export const chosenService: Matchers = { namespace: "$namespace", service: "$service" };

/** What every service records, with or without traffic and alerts, and even with all of its pods gone. */
export function everyService(matchers: Matchers = {}): string {
  return selector(recorded.targetInfo, matchers);
}

export const namespaceVariable: LabelVariable = {
  name: "namespace",
  title: "Namespace",
  label: "namespace",
  of: everyService(),
};

/** The choice between the services of a namespace. */
export const serviceVariable: LabelVariable = {
  name: "service",
  title: "Service",
  label: "service",
  of: everyService({ namespace: "$namespace" }),
};

/** `min by (a, b) (…)`, or `min(…)` without labels. */
export function min(expr: string, by: readonly string[] = []): string {
  return by.length === 0 ? `min(${expr})` : `min by (${by.join(", ")}) (${expr})`;
}

/** `count by (a, b) (…)`, or `count(…)` without labels. */
export function count(expr: string, by: readonly string[] = []): string {
  return by.length === 0 ? `count(${expr})` : `count by (${by.join(", ")}) (${expr})`;
}

/** Alerts that fire. `ALERTS` is what Prometheus itself writes for each alert. */
export function firing(matchers: Matchers): string {
  return selector("ALERTS", { alertstate: "firing", ...matchers });
}

/**
 * The ten largest over the whole time range, so that no curve comes and goes: by their largest value for a maximum, by
 * the sum of the largest values for a sum.
 */
export function topTen(aggregate: typeof max | typeof sum, series: string, by: readonly string[]): string {
  const largest = aggregate(`max_over_time(${series}[$__range] @ end())`, by);
  return `(${aggregate(series, by)} and topk(10, ${largest}))`;
}

/** The limits of an alert of the chosen service as dashed lines: the numbers that the alert compares with. */
export function alertLimits(alert: string): Series[] {
  return (["warning", "critical"] as const satisfies readonly Severity[]).map((severity) => ({
    expr: limitsOf(alert)[severity],
    legend: `${severity} limit`,
    color: severityColors[severity],
    dashed: true,
  }));
}

/** The numbers that an alert of the chosen service compares with; absent where it has none. */
export function limitsOf(alert: string): Limits {
  const limit = (severity: Severity): string =>
    max(selector(recorded.alertThreshold, { ...chosenService, alert, severity }));
  return { warning: limit("warning"), critical: limit("critical") };
}

/** The choice between programs of one kind by their `job`, which is `namespace/name`; `info` is a series that only they have. */
export function programVariable(title: string, info: string): LabelVariable {
  return { name: "job", title, label: "job", of: info };
}

/** Series that the chosen program tells about itself. */
export function own(metric: string, matchers: Matchers = {}): string {
  return selector(metric, { job: "$job", ...matchers });
}

/** How fast a counter of the chosen program grows. */
export function perSecond(counter: string, by: readonly string[] = [], matchers: Matchers = {}): string {
  return sum(rate(own(counter, matchers), "$__rate_interval"), by);
}

/** {@link perSecond} for what is so rare that it reads better by the minute. */
export function perMinute(counter: string, by: readonly string[] = []): string {
  return `60 * ${perSecond(counter, by)}`;
}

/**
 * By how much a counter has grown. Many counters of failures are absent before the first one, of which
 * increase() sees nothing.
 */
export function grown(counter: string, window: Duration): string {
  return `(${counter} unless ${counter} offset ${window} or increase(${counter}[${window}]))`;
}

/** A gauge of the chosen program, a curve for each of its pods. */
export function byPod(metric: string): Series {
  return { expr: max(own(metric), ["pod"]), legend: "{{pod}}" };
}
