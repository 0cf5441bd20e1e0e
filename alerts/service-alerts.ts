import type { Duration, Percent } from "../lib/core";
import type { AlertRule } from "../lib/signals";
import type { Condition, FloorThreshold, Threshold, Tuning } from "./threshold";

/**
 * The alerts of one service. Each is on unless it is `false`; a threshold replaces the default as a whole, and a rule of
 * your own takes the alert's place. Alerts that need something the service does not have (HTTP metrics, a CPU limit, an
 * autoscaler with room) are left out.
 */
export interface ServiceAlerts {
  /**
   * Most requests fail: the fast alert, on the last minute.
   * @default - critical above 50 % for 15s
   */
  readonly outage?: Tuning<Threshold<Percent>>;
  /**
   * The share of requests answered 5xx over five minutes. A single level is critical.
   * @default - warning above 1 % for 5m, critical above 5 % for 5m
   */
  readonly errors5xx?: Tuning<Threshold<Percent>>;
  /**
   * The share of requests answered 4xx over five minutes: mostly the clients' mistakes, and sometimes a broken client or
   * a route that went missing. A single level is info.
   * @default - info above 25 % for 15m
   */
  readonly errors4xx?: Tuning<Threshold<Percent>>;
  /**
   * The 99th percentile of the duration over five minutes. With classic histograms it must lie below the largest bucket,
   * which is the largest value that a quantile can show. A single level is a warning.
   * @default - warning above 1s for 10m
   */
  readonly latencyP99?: Tuning<Threshold<Duration>>;
  /**
   * The 95th percentile of the duration over five minutes; what holds for `latencyP99` holds here.
   * @default - warning above 500ms for 10m
   */
  readonly latencyP95?: Tuning<Threshold<Duration>>;
  /**
   * The share of the traffic of the same hour a week ago that is missing now. Silent in the first week, and where that
   * hour had less than a request a second. A single level is a warning.
   * @default - warning above 70 % for 15m
   */
  readonly trafficDrop?: Tuning<Threshold<Percent>>;
  /**
   * How many times the traffic of the same hour a week ago arrives now. It explains other alerts. A single level is info.
   * @default - info above 3 for 15m
   */
  readonly trafficSpike?: Tuning<Threshold<number>>;
  /**
   * Not one request in five minutes from a service that had more than this many a second in the hour before. A single
   * level is a warning.
   * @default - warning above 0.2 for 5m
   */
  readonly noTraffic?: Tuning<Threshold<number>>;

  /**
   * None of its pods is ready.
   * @default - critical after 2m, and after the time that a start may take where it may be at zero
   */
  readonly down?: Tuning<Condition>;
  /**
   * Fewer replicas are available than it should have, and that does not change: nodes are full, or pods fail. Not during
   * a rollout, of which `rolloutStuck` tells. @default - warning after 15m
   */
  readonly replicasMissing?: Tuning<Condition>;
  /**
   * A pod runs and is not ready, so that it gets no requests: its readiness check fails.
   * @default - warning after 10m, or after twice the time that a start may take
   */
  readonly notReady?: Tuning<Condition>;
  /**
   * How often the liveness check of a container failed within ten minutes: it is about to be killed, or was. A single
   * level is a warning. @default - warning above 2
   */
  readonly livenessFailing?: Tuning<Threshold<number>>;
  /** The blackbox exporter gets no answer. @default - critical after 2m, where the service is probed */
  readonly probeFailing?: Tuning<Condition>;
  /**
   * How long the blackbox exporter waits for an answer, on average over five minutes. A single level is a warning.
   * @default - warning above 1s for 10m, where the service is probed
   */
  readonly probeSlow?: Tuning<Threshold<Duration>>;
  /**
   * The time until the certificate of one of `urls` expires. A single level is a warning.
   * @default - warning below 21d, critical below 3d, both for 1h
   */
  readonly certificateExpiring?: Tuning<FloorThreshold<Duration>>;
  /**
   * A rollout whose pods do not become ready; of a StatefulSet, ten minutes without progress.
   * @default - warning, 1m after the rollout's deadline has passed
   */
  readonly rolloutStuck?: Tuning<Condition>;
  /**
   * Its PodDisruptionBudget allows no disruption although all its pods should be there: nodes cannot be drained, and one
   * more failure may be an outage. @default - warning after 30m
   */
  readonly disruptionsBlocked?: Tuning<Condition>;

  /** A container that fails again and again right after its start. @default - critical after 2m */
  readonly crashLoop?: Tuning<Condition>;
  /** A container that cannot be started: its image, its configuration or its volume is missing. @default - warning after 15m */
  readonly containerWaiting?: Tuning<Condition>;
  /**
   * Container restarts within an hour, by pod. A single level is a warning.
   * @default - warning above 3
   */
  readonly restarts?: Tuning<Threshold<number>>;
  /** A container was killed as it used more memory than its limit. @default - warning at once */
  readonly oomKilled?: Tuning<Condition>;
  /** The autoscaler wants more replicas than its maximum. @default - warning after 15m */
  readonly autoscalerAtMaximum?: Tuning<Condition>;
  /** The autoscaler cannot scale, mostly as it reads no metrics. @default - warning after 10m */
  readonly autoscalerUnable?: Tuning<Condition>;

  /**
   * CPU as a share of the limit, by pod. A single level is a warning.
   * @default - warning above 90 % for 15m
   */
  readonly cpuNearLimit?: Tuning<Threshold<Percent>>;
  /**
   * The share of its time slices in which a pod was stopped at its CPU limit, while the service is slower than
   * `latencyP99` allows: throttling alone hurts nobody. A single level is a warning.
   * @default - warning above 25 % for 10m
   */
  readonly cpuThrottled?: Tuning<Threshold<Percent>>;
  /**
   * Memory as a share of the limit, by pod. A single level is a warning.
   * @default - warning above 90 % for 5m
   */
  readonly memoryNearLimit?: Tuning<Threshold<Percent>>;
  /**
   * The used share of one of its volumes. The warning is silent unless the volume would be full within four days. A
   * single level is a warning.
   * @default - warning above 85 % for 1h, critical above 97 % for 1m
   */
  readonly volumeFilling?: Tuning<Threshold<Percent>>;

  /** The metrics of a pod that is ready cannot be read, while others answer. @default - warning after 5m */
  readonly targetDown?: Tuning<Condition>;
  /** The metrics of none of its pods can be read: its other alerts are blind. @default - warning after 5m */
  readonly metricsMissing?: Tuning<Condition>;

  /**
   * Panics, and exceptions with their stacks, in the log within five minutes: Go, Rust, Python and Java. 0 tells of each one,
   * and is too much for a service that logs exceptions which it expects. A single level is a warning.
   * @default - warning above 2
   */
  readonly panics?: Tuning<Threshold<number>>;
  /**
   * The share of log lines of the level error and above over five minutes. A single level is a warning.
   * @default - warning above 10 % for 10m
   */
  readonly errorLogs?: Tuning<Threshold<Percent>>;
  /**
   * No log line arrives from a service that answers more requests per second than this. Higher, or false, where it
   * rightly logs nothing as long as all is well. A single level is a warning.
   * @default - warning above 1 for 1h
   */
  readonly logsMissing?: Tuning<Threshold<number>>;

  /**
   * The share of its server and consumer spans that ended with an error, over five minutes: what fails without HTTP, such
   * as jobs from a queue. A single level is a warning.
   * @default - warning above 5 % for 10m, where it sends traces
   */
  readonly spanErrors?: Tuning<Threshold<Percent>>;
  /**
   * The share of its calls to one dependency that fail, over five minutes, as its traces tell. A single level is a warning.
   * @default - warning above 5 % for 5m, where it sends traces
   */
  readonly dependencyErrors?: Tuning<Threshold<Percent>>;
  /**
   * The 95th percentile of the duration of its calls to one dependency, over five minutes, as its traces tell. A single
   * level is a warning.
   * @default - warning above 1s for 10m, where it sends traces
   */
  readonly dependencySlow?: Tuning<Threshold<Duration>>;

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

/** Those properties that tune one alert. */
export type AlertProperty = Exclude<keyof ServiceAlerts, "minimumErrorLines" | "minimumRequestRate" | "extra">;
