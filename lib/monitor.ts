import type { Construct } from "constructs";
import type { ServiceAlerts } from "../alerts/service-alerts";
import type { Dashboard } from "../dashboards/model";
import type { AlertRule, AlertTest, Metric, Objective, RecordingRule, ServiceTarget } from "./signals";

/**
 * Something that is watched: the one extension point. A service is a monitor, and so is every program of the stack;
 * databases, queues and other people's workloads become one by implementing it. What it says wrong is told when the tree
 * is rendered, as Prometheus refuses everybody's rules for one that it cannot read.
 */
export interface Monitor {
  /** Names the monitor among all others: `namespace/name`. Its rules are one group of that name in one file. */
  readonly monitorName: string;
  /** Labels on each of its alerts and recorded series, such as `namespace` and `service`: what routing, grouping and silences go by. */
  readonly monitorLabels: Readonly<Record<string, string>>;
  alerts(): readonly AlertRule[];
  /** Series to compute in advance; the alerts see their fresh values. @default - none */
  recordings?(): readonly RecordingRule[];
  /**
   * Alerts on its log lines, whose `expr` is LogQL; evaluated by Loki, and left out by a stack without it.
   * @default - none
   */
  logAlerts?(): readonly AlertRule[];
  /**
   * Series computed from its log lines in advance, whose `expr` is LogQL. Loki hands them to Prometheus, where alerts and
   * dashboards find them. @default - none
   */
  logRecordings?(): readonly RecordingRule[];
  /**
   * When its alerts fire and when they do not: what `cdk8s-observability test-alerts` proves with promtool. @default - no proof
   */
  alertTests?(): readonly AlertTest[];
  /**
   * What its programs tell that the catalogue of metrics does not know, so that its rules can be checked.
   * @default - nothing beside the catalogue and what rules record
   */
  metrics?(): readonly Metric[];
  /**
   * What its users may rely on; its rules record the error budgets, and alert on them. The stack's Prometheus must keep
   * samples for as long as they look back. @default - none
   */
  objectives?(): readonly Objective[];
  /** The workload that it watches, and how its series are found. @default - it watches something else */
  readonly serviceTarget?: ServiceTarget;
  /**
   * What there is of it beside metrics, so that its alerts link what exists. @default ["logs"]
   */
  readonly signals?: readonly ("logs" | "traces")[];
  /** Dashboards of its own. Those for all services exist once and take the service as a variable. @default - none */
  dashboards?(): readonly Dashboard[];
  /** Addresses to call from outside, beside the Services that ask for it with annotations. @default - none */
  probes?(): readonly UrlProbe[];
  /**
   * What is wrong with its declaration, for a monitor that is not a construct and so cannot tell it by itself: each as
   * property, what it got, and what is accepted. Its rules are not looked at before that is put right.
   * @default - nothing
   */
  monitorProblems?(): readonly string[];
  /**
   * What its user gave, as it was given, so that `cdk8s-observability explain` can tell what is given and what is a default.
   * @default - nothing is known of it
   */
  readonly declared?: Declared;
}

/** A declaration: properties of any name, of which `alerts` tunes the alerts of the catalogue. */
export interface Declared {
  readonly alerts?: ServiceAlerts | false;
}

/** What a monitor that is a construct learns of the stack that watches it, when the tree is rendered. */
export interface Watching {
  /** Where its programs send OTLP over HTTP; undefined in a stack without a collector. */
  readonly otlpEndpoint: string | undefined;
}

const WATCHED = "cdk8s-observability:watched";

/** Tells a monitor that a stack watches it, so that alerts which nobody evaluates are an error. */
export function markWatched(monitor: Construct, watching: Watching): void {
  monitor.node.addMetadata(WATCHED, watching);
}

/** What the stack that watches a construct told it; undefined where none does. */
export function watchingOf(monitor: Construct): Watching | undefined {
  const entry = monitor.node.metadata.find(({ type }) => type === WATCHED);
  return entry && { otlpEndpoint: entry.data.otlpEndpoint };
}

/** An HTTP address that the blackbox exporter calls, as a client would. */
export interface UrlProbe {
  /** A URL that must answer 2xx. */
  readonly url: string;
  /** Labels of the resulting series. */
  readonly labels: Readonly<Record<string, string>>;
}
