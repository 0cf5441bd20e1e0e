import { parseDuration, parsePercent, type Duration, type Percent, type Problems } from "../lib/core";
import { identityLabels, recorded, type AlertRule, type RecordingRule, type ServiceTarget } from "../lib/signals";
import { downAlerts, probeAlerts, rolloutAlerts } from "./availability";
import { failureAlerts, latencyAlerts, outageAlerts } from "./http";
import { autoscalerAlerts, crashLoopAlerts, restartAlerts } from "./kubernetes";
import { errorLogAlerts, logsMissingAlerts, panicAlerts } from "./logs";
import { cpuAlerts, memoryAlerts } from "./saturation";
import { metricsAlerts } from "./scrape";
import { parseThreshold, type ParsedLevel, type Threshold, type ThresholdContext } from "./threshold";

/**
 * The alerts of one service. Each is on unless it is `false`; a threshold replaces the default as a whole. Alerts that
 * need something the service does not have (HTTP metrics, a CPU limit, an autoscaler with room) are left out.
 */
export interface ServiceAlerts {
  /**
   * Most requests fail: the fast alert, on the last minute.
   * @default - critical above 50 % for 15s
   */
  readonly outage?: Threshold<Percent> | false;
  /**
   * The share of requests answered 5xx over five minutes. A single level is critical.
   * @default - warning above 1 % for 5m, critical above 5 % for 5m
   */
  readonly errors5xx?: Threshold<Percent> | false;
  /**
   * The 99th percentile of the duration over five minutes. Must lie below the histogram's largest bucket, which is the
   * largest value that a quantile can show. A single level is a warning.
   * @default - warning above 1s for 10m
   */
  readonly latencyP99?: Threshold<Duration> | false;
  /**
   * CPU as a share of the limit, by pod. A single level is a warning.
   * @default - warning above 90 % for 15m
   */
  readonly cpuNearLimit?: Threshold<Percent> | false;
  /**
   * Memory as a share of the limit, by pod. A single level is a warning.
   * @default - warning above 90 % for 5m
   */
  readonly memoryNearLimit?: Threshold<Percent> | false;
  /**
   * Container restarts within an hour, by pod. A single level is a warning.
   * @default - warning above 3
   */
  readonly restarts?: Threshold<number> | false;
  /** A container that fails again and again right after its start. Critical after 1m. @default - on */
  readonly crashLoop?: false;
  /** None of its pods is ready. Critical after 2m. @default - on */
  readonly down?: false;
  /** A rollout whose pods do not become ready. Warning, when the rollout's deadline has passed. @default - on */
  readonly rolloutStuck?: false;
  /** The blackbox exporter gets no answer from the Service. Critical after 2m. @default - on where the service is probed */
  readonly probeFailing?: false;
  /** Metrics that cannot be read, of one pod or of all. Warnings after 5m. @default - on */
  readonly metricsMissing?: false;
  /** The autoscaler wants more replicas than its maximum. Warning after 15m. @default - on */
  readonly autoscalerAtMaximum?: false;
  /**
   * Panics, and exceptions with their stacks, in the log within five minutes: Go, Rust, Python and Java. 0 tells of each one,
   * and is too much for a service that logs exceptions which it expects. A single level is a warning.
   * @default - warning above 2
   */
  readonly panics?: Threshold<number> | false;
  /**
   * The share of log lines of the level error and above over five minutes. A single level is a warning.
   * @default - warning above 10 % for 10m
   */
  readonly errorLogs?: Threshold<Percent> | false;
  /**
   * No log line arrives from a service that answers more requests per second than this. Higher, or false, where it
   * rightly logs nothing as long as all is well. A single level is a warning.
   * @default - warning above 1 for 1h
   */
  readonly logsMissing?: Threshold<number> | false;
  /**
   * Log lines with errors within five minutes up to which `errorLogs` stays silent, whatever their share.
   * @default 20
   */
  readonly minimumErrorLines?: number;
  /**
   * Requests per second, over five minutes, below which ratios and quantiles mean little, so that alerts on them stay
   * silent. `outage` takes as many requests within its one minute.
   * @default 0.1 - 30 requests
   */
  readonly minimumRequestRate?: number;
  /** Alerts of the service's own. @default - none */
  readonly extra?: readonly AlertRule[];
}

/** Thresholds in numbers. */
export interface ParsedServiceAlerts {
  readonly options: ServiceAlerts;
  readonly minimumRequestRate: number;
  readonly minimumErrorLines: number;
  readonly outage: readonly ParsedLevel[];
  readonly errors5xx: readonly ParsedLevel[];
  readonly latencyP99: readonly ParsedLevel[];
  readonly cpuNearLimit: readonly ParsedLevel[];
  readonly memoryNearLimit: readonly ParsedLevel[];
  readonly restarts: readonly ParsedLevel[];
  readonly panics: readonly ParsedLevel[];
  readonly errorLogs: readonly ParsedLevel[];
  readonly logsMissing: readonly ParsedLevel[];
}

/** Reads the thresholds; notes those that cannot be met or cannot be read. */
export function parseServiceAlerts(
  options: ServiceAlerts,
  target: ServiceTarget,
  problems: Problems,
): ParsedServiceAlerts {
  const percent = { problems, parse: parsePercent };
  const minimumRequestRate = options.minimumRequestRate ?? 0.1;
  problems.check(
    minimumRequestRate >= 0,
    "alerts.minimumRequestRate",
    minimumRequestRate,
    "requests per second, 0 or more",
  );
  const minimumErrorLines = options.minimumErrorLines ?? 20;
  problems.check(
    Number.isFinite(minimumErrorLines) && minimumErrorLines >= 0,
    "alerts.minimumErrorLines",
    String(minimumErrorLines),
    "a number of lines, 0 or more",
  );
  const levels = <T extends string | number>(
    name: keyof ServiceAlerts,
    threshold: Threshold<T> | false | undefined,
    fallback: Threshold<T>,
    context: Omit<ThresholdContext, "property" | "problems">,
  ): ParsedLevel[] =>
    threshold === false
      ? []
      : parseThreshold(threshold ?? fallback, { ...context, problems, property: `alerts.${name}` });

  const parsed: ParsedServiceAlerts = {
    options,
    minimumRequestRate,
    minimumErrorLines,
    outage: levels<Percent>(
      "outage",
      options.outage,
      { above: "50%" },
      { ...percent, severity: "critical", for: "15s" },
    ),
    errors5xx: levels<Percent>(
      "errors5xx",
      options.errors5xx,
      { warning: { above: "1%" }, critical: { above: "5%" } },
      { ...percent, severity: "critical", for: "5m" },
    ),
    latencyP99: levels<Duration>(
      "latencyP99",
      options.latencyP99,
      { above: "1s" },
      { parse: (text) => parseDuration(text) / 1000, severity: "warning", for: "10m" },
    ),
    cpuNearLimit: levels<Percent>(
      "cpuNearLimit",
      options.cpuNearLimit,
      { above: "90%" },
      { ...percent, severity: "warning", for: "15m" },
    ),
    memoryNearLimit: levels<Percent>(
      "memoryNearLimit",
      options.memoryNearLimit,
      { above: "90%" },
      { ...percent, severity: "warning", for: "5m" },
    ),
    restarts: levels<number>(
      "restarts",
      options.restarts,
      { above: 3 },
      { parse: Number, severity: "warning", for: "0s" },
    ),
    panics: levels<number>("panics", options.panics, { above: 2 }, { parse: Number, severity: "warning", for: "0s" }),
    errorLogs: levels<Percent>(
      "errorLogs",
      options.errorLogs,
      { above: "10%" },
      { ...percent, severity: "warning", for: "10m" },
    ),
    logsMissing: levels<number>(
      "logsMissing",
      options.logsMissing,
      { above: 1 },
      { parse: Number, severity: "warning", for: "1h" },
    ),
  };
  refuseUnreachable(parsed, target, problems);
  return parsed;
}

/** The alerts of one service, in the order in which an engineer would read them. */
export function serviceAlerts(target: ServiceTarget, alerts: ParsedServiceAlerts): AlertRule[] {
  const { options } = alerts;
  const link = { uid: "service", variables: identityLabels(target) };
  return [
    ...outageAlerts(target, alerts.outage, alerts.minimumRequestRate),
    ...failureAlerts(target, alerts.errors5xx, alerts.minimumRequestRate),
    ...latencyAlerts(target, alerts.latencyP99, alerts.minimumRequestRate),
    ...(options.down === false ? [] : downAlerts(target)),
    ...(options.probeFailing === false ? [] : probeAlerts(target)),
    ...(options.rolloutStuck === false ? [] : rolloutAlerts(target)),
    ...(options.crashLoop === false ? [] : crashLoopAlerts(target)),
    ...restartAlerts(target, alerts.restarts),
    ...cpuAlerts(target, alerts.cpuNearLimit),
    ...memoryAlerts(target, alerts.memoryNearLimit),
    ...(options.autoscalerAtMaximum === false ? [] : autoscalerAlerts(target)),
    ...(options.metricsMissing === false ? [] : metricsAlerts(target)),
    ...logsMissingAlerts(target, alerts.logsMissing),
    ...errorLogAlerts(target, alerts.errorLogs, alerts.minimumErrorLines),
    ...(options.extra ?? []),
  ].map((rule) => ({ dashboard: link, ...rule }));
}

/** The alerts of one service on its log lines, in LogQL. */
export function serviceLogAlerts(target: ServiceTarget, alerts: ParsedServiceAlerts): AlertRule[] {
  return panicAlerts(target, alerts.panics);
}

/** Each threshold as a series, so that panels draw the line that the alert compares with. */
export function thresholdRecordings(target: ServiceTarget, alerts: ParsedServiceAlerts): RecordingRule[] {
  const drawn: Readonly<Record<string, readonly ParsedLevel[]>> = {
    ...(target.metrics
      ? { ServiceOutage: alerts.outage, ServiceErrors5xx: alerts.errors5xx, ServiceLatencyP99: alerts.latencyP99 }
      : {}),
    ...(target.hasCpuLimit ? { ServiceCpuNearLimit: alerts.cpuNearLimit } : {}),
    ServiceMemoryNearLimit: alerts.memoryNearLimit,
    ServiceRestarts: alerts.restarts,
    ServicePanics: alerts.panics,
    ServiceErrorLogs: alerts.errorLogs,
  };
  return Object.entries(drawn).flatMap(([alert, levels]) =>
    levels.map(({ severity, above }) => ({
      record: recorded.alertThreshold,
      expr: `vector(${above})`,
      labels: { alert, severity },
    })),
  );
}

/** Ratios end at 1 and a quantile at the largest bucket: an alert above could not fire, and one at 0 s would always. */
function refuseUnreachable(alerts: ParsedServiceAlerts, target: ServiceTarget, problems: Problems): void {
  for (const name of ["outage", "errors5xx", "errorLogs"] as const) {
    for (const { above } of alerts[name]) {
      problems.check(above < 1, `alerts.${name}`, `${above * 100}%`, "less than 100%, which no ratio exceeds");
    }
  }
  const largest = target.metrics?.buckets.at(-1) ?? Infinity;
  for (const { above } of alerts.latencyP99) {
    problems.check(above > 0, "alerts.latencyP99", `${above}s`, "more than 0s");
    problems.check(
      above < largest,
      "alerts.latencyP99",
      `${above}s`,
      `less than the largest bucket ${largest}s of ${target.metrics?.duration}`,
      "lower the threshold, or declare larger buckets in metrics.buckets and in the service",
    );
  }
}
