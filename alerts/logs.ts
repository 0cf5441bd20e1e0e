import {
  countOverTime,
  identityLabels,
  logLabels,
  ownLines,
  panicLines,
  rate,
  recorded,
  selector,
  sum,
  type AlertRule,
  type RecordingRule,
  type ServiceTarget,
} from "../lib/signals";
import type { ParsedLevel } from "./threshold";

/**
 * The service panics, or tells of exceptions with their stacks, more than once in a while.
 *
 * This one is LogQL, for Loki, so that each panic is counted, as soon as it can be. Loki's ruler drops `keep_firing_for`
 * without a word: the alert looks back on five minutes, and does not ask for it.
 */
export function panicAlerts(target: ServiceTarget, levels: readonly ParsedLevel[]): AlertRule[] {
  return levels.map((level) => ({
    alert: "ServicePanics",
    expr: `${sum(countOverTime(panicLines(ownLines(target)), "5m"))} > ${level.above}`,
    ...(level.for === "0s" ? {} : { for: level.for }),
    severity: level.severity,
    summary: `${target.service} logged {{ $value | humanize }} panics or stack traces within five minutes`,
    description:
      `Log lines of ${where(target)} hold {{ $value | humanize }} panics or exceptions with their stacks. ` +
      `Most are one mistake that some input brings about: the first line of a stack that is your own code is the place.`,
    dashboard: { uid: "logs", variables: identityLabels(target) },
  }));
}

/**
 * The service answers requests, and none of its lines arrives: when it fails, nobody can find out why.
 *
 * PromQL, as only Prometheus knows of the requests. It compares series that Loki hands over, and is silent unless lines of
 * others arrive. So a dead collector, a dead Loki or a lost way from there to Prometheus is one alert of that
 * program and not one for each service, and in a stack without Loki it never fires. A service without traffic, be it
 * scaled to zero or just quiet, has nothing to log.
 */
export function logsMissingAlerts(target: ServiceTarget, levels: readonly ParsedLevel[]): AlertRule[] {
  if (!target.metrics) return [];
  const mine = identityLabels(target);
  const requests = selector(recorded.requests("5m"), mine);
  const lines = selector(recorded.logLines, mine);
  return levels.map((level) => ({
    alert: "ServiceLogsMissing",
    expr: `${requests} > ${level.above} unless on () ${lines} and on () ${recorded.clusterLogLines}`,
    for: level.for,
    severity: level.severity,
    summary: `${target.service} answers requests, and no log line of it arrives`,
    description:
      `${where(target)} answers {{ $value | humanize }} requests a second, and for ${level.for} none of its log lines has arrived in Loki, ` +
      `which takes those of others. Look at what its containers write, and at the collector on their nodes.`,
  }));
}

/**
 * A large share of the lines tells errors. Loki has counted both already, and its ruler would read all lines twice more
 * for each evaluation: so this one is PromQL on what was recorded, and in a stack without Loki it never fires.
 */
export function errorLogAlerts(
  target: ServiceTarget,
  levels: readonly ParsedLevel[],
  minimumErrorLines: number,
): AlertRule[] {
  const mine = identityLabels(target);
  const errors = selector(recorded.errorLogLines, mine);
  const lines = selector(recorded.logLines, mine);
  return levels.map((level) => ({
    alert: "ServiceErrorLogs",
    // Lines within the 300 seconds that the rate is of: without round(), 20 of them may be 20.000000000000004.
    expr: `${errors} / (${lines} > 0) > ${level.above} and round(${errors} * 300) > ${minimumErrorLines}`,
    for: level.for,
    keepFiringFor: "5m",
    severity: level.severity,
    summary: `{{ $value | humanizePercentage }} of the log lines of ${target.service} tell errors`,
    description:
      `Over five minutes {{ $value | humanizePercentage }} of the log lines of ${where(target)} were of the level error or above. ` +
      `Requests may still be answered: look at which message is the most frequent, and since when.`,
  }));
}

/** What {@link logsMissingAlerts} compares with: LogQL, once for the whole stack. */
export function platformLogRecordings(): RecordingRule[] {
  const everything = selector("", { [logLabels.service]: { re: ".+" } });
  return [{ record: recorded.clusterLogLines, expr: sum(rate(everything, "5m")) }];
}

function where({ namespace, service }: ServiceTarget): string {
  return `${namespace}/${service}`;
}
