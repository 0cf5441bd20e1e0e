import type { Dashboard } from "../dashboards/model";
import type { AlertRule, RecordingRule } from "./signals";

/**
 * Something that is watched: the one extension point. A service is a monitor, and so is every program of the stack;
 * databases, queues and other people's workloads become one by implementing it.
 */
export interface Monitor {
  /** Names the monitor among all others: `namespace/name`. Its rules are one group of that name in one file. */
  readonly monitorName: string;
  /** Labels on each of its alerts and recorded series, such as `namespace` and `service`: what routing, grouping and silences go by. */
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Series to compute in advance; the alerts see their fresh values. */
  recordings(): readonly RecordingRule[];
  alerts(): readonly AlertRule[];
  /** Dashboards of its own. Those for all services exist once and take the service as a variable. */
  dashboards(): readonly Dashboard[];
  /** Addresses to probe from outside, or to scrape beside what discovery finds by itself. */
  scrapes(): readonly Scrape[];
}

/**
 * The key of the construct metadata by which a stack marks a monitor that it watches, so that alerts which nobody
 * evaluates are an error.
 */
export const MONITORED = "cdk8s-observability:monitored";

/** An HTTP address that the blackbox exporter calls, as a client would. */
export interface Scrape {
  readonly kind: "probe";
  /** A URL that must answer 2xx. */
  readonly url: string;
  /** Labels of the resulting series. */
  readonly labels: Readonly<Record<string, string>>;
}
