import type { Duration } from "../../core";
import type { Matchers } from "../../signals";
import type { SecretKey } from "../secret-key";
import type { Integration } from "./receivers/integration";
import type { TimeInterval } from "./time-interval";

/**
 * Who is told about which alert, and when.
 *
 * Alerts go by their `severity`: `critical` wakes somebody, `warning` and `info` wait for working hours. Routes refine
 * that for some alerts, and are tried first, in order.
 */
export interface AlertingOptions {
  /**
   * Base URL of the runbooks: an alert's page is its name in kebab-case below it, such as
   * `https://runbooks.example.com/service-errors-5xx`. False for alerts that link to none.
   */
  readonly runbooks: string | false;
  /** Who can be told, by a name of your choice. The names `none` and `heartbeat` are taken. */
  readonly receivers: Readonly<Record<string, Integration | readonly Integration[]>>;
  /** The receiver of alerts that nothing else here speaks of. */
  readonly defaultReceiver: string;
  /** The receiver of critical alerts. @default - the default receiver */
  readonly critical?: string;
  /** The receiver of warnings. @default - the default receiver */
  readonly warning?: string;
  /** The receiver of alerts that only explain others. @default - that of warnings: what is less urgent wakes nobody either */
  readonly info?: string;
  /** Exceptions to the above: the first that matches an alert decides, unless it says `continue`. @default - none */
  readonly routes?: readonly Route[];
  /**
   * Labels by which alerts are put into one message, which is one incident in PagerDuty and Opsgenie; `["..."]` sends each
   * alone. Keep `cluster` among them where clusters share a receiver: they would share its incidents otherwise.
   * @default ["cluster", "namespace", "service", "alertname"]; critical alerts without the last, as an outage raises several
   */
  readonly groupBy?: readonly string[];
  /** @default { groupWait: "5s", groupInterval: "1m", repeatInterval: "4h" } */
  readonly criticalTiming?: Timing;
  /** For everything but critical alerts. @default { groupWait: "30s", groupInterval: "5m", repeatInterval: "12h" } */
  readonly timing?: Timing;
  /** Times that routes name, such as working hours. @default - none */
  readonly timeIntervals?: Readonly<Record<string, readonly TimeInterval[]>>;
  /**
   * Alerts that silence others, beside the usual: a critical alert silences the warning and the info of the same name about
   * the same thing (service, and pod, node or volume where it has one), and a warning the info; `ServiceDown`, `ServiceOutage` and `ServiceProbeFailing`, if critical, silence every warning and info
   * of their service. @default - only these
   */
  readonly inhibitions?: readonly Inhibition[];
  /**
   * A service that raises the alarm when it stops hearing from this cluster, for the outage that takes Prometheus or
   * Alertmanager with it. @default - none: nobody notices when alerting itself is dead
   */
  readonly heartbeat?: Heartbeat;
}

/** When a group of alerts is sent. */
export interface Timing {
  /** How long to wait for more alerts before a new group is first sent. */
  readonly groupWait: Duration;
  /** How long to wait before alerts that joined or left the group are sent. */
  readonly groupInterval: Duration;
  /** When to send again what has been sent and still fires. At most the data retention. */
  readonly repeatInterval: Duration;
}

/** A branch of the routing tree. What it leaves out goes by the alert's severity. */
export interface Route {
  /** All must match; at least one, as a route that takes every alert would leave nothing for what follows. */
  readonly match: Matchers;
  readonly receiver: string;
  /** Whether later routes see the alert as well. @default false */
  readonly continue?: boolean;
  /** @default - as everywhere */
  readonly groupBy?: readonly string[];
  /** @default - by severity */
  readonly groupWait?: Duration;
  /** @default - by severity */
  readonly groupInterval?: Duration;
  /** @default - by severity */
  readonly repeatInterval?: Duration;
  /**
   * Names of time intervals in which nothing is sent. Nor are critical alerts: a route that may take them has to say
   * so with `match: { severity: "critical" }`, and somebody else has to be told of them meanwhile, through `continue`.
   * @default - none
   */
  readonly muteTimeIntervals?: readonly string[];
  /** Names of time intervals outside which nothing is sent; what holds for `muteTimeIntervals` holds here. @default - always */
  readonly activeTimeIntervals?: readonly string[];
}

/** While an alert that matches `source` fires, those that match `target` are not sent. */
export interface Inhibition {
  readonly source: Matchers;
  /** Must leave out critical alerts, by `severity`. */
  readonly target: Matchers;
  /** Labels that both alerts must share, beside `cluster`; at least one. */
  readonly equal: readonly string[];
}

/** A dead man's switch: healthchecks.io, Dead Man's Snitch, or anything else that expects a POST at regular times. */
export interface Heartbeat {
  /** Where to report. Such URLs are mostly secret themselves. */
  readonly url: string | SecretKey;
  /** How often, at least 30s. @default "1m" */
  readonly every?: Duration;
}
