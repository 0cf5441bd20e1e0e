import { kebabCase, type Duration } from "../core";
import type { PrometheusRuleGroup } from "../components/rules";
import type { Monitor } from "../monitor";
import type { AlertRule, DashboardLink, RecordingRule } from "../signals";

/** Where the links of alerts lead. */
export interface Links {
  /** Base URL of the runbooks without a slash at its end, or false for alerts without a `runbook_url`. */
  readonly runbooks: string | false;
  /** Base URL of Grafana without a slash at its end, or undefined for alerts without links into it. */
  readonly grafana: string | undefined;
  /** Whether there are log lines to link, and traces. */
  readonly logs: boolean;
  readonly traces: boolean;
}

/** What a monitor says, asked once: of metrics in PromQL, for Prometheus, and of log lines in LogQL, for Loki. */
export interface MonitorRules {
  readonly metrics: RuleSet;
  readonly logs: RuleSet;
}

export interface RuleSet {
  readonly recordings: readonly RecordingRule[];
  readonly alerts: readonly AlertRule[];
}

export function rulesOf(monitor: Monitor): MonitorRules {
  return {
    metrics: { recordings: monitor.recordings?.() ?? [], alerts: monitor.alerts() },
    logs: { recordings: monitor.logRecordings?.() ?? [], alerts: monitor.logAlerts?.() ?? [] },
  };
}

/**
 * The rules of a monitor as Prometheus reads them: its recordings, then the alerts that use them. Those of one interval are
 * one group, in the order in which the intervals first appear. The monitor's labels stand once on each group.
 */
export function ruleGroups(monitor: Monitor, links: Links, { metrics }: MonitorRules): PrometheusRuleGroup[] {
  const { monitorName, monitorLabels } = monitor;
  const rulesOfInterval = rules(monitor, links, metrics);
  return [...byInterval(metrics)].map(([interval, indices]) => ({
    name: interval === undefined ? monitorName : `${monitorName}/${interval}`,
    ...(interval === undefined ? {} : { interval }),
    labels: monitorLabels,
    rules: indices.flatMap((index) => rulesOfInterval[index] ?? []),
  }));
}

/** Where the rules of each interval stand. */
function byInterval({ recordings, alerts }: RuleSet): Map<Duration | undefined, number[]> {
  const groups = new Map<Duration | undefined, number[]>();
  [...recordings, ...alerts].forEach(({ interval }, index) => {
    const group = groups.get(interval);
    if (group) group.push(index);
    else groups.set(interval, [index]);
  });
  return groups;
}

/** The same as Loki reads them. It takes labels of a group and drops them, so that they stand on each rule. */
export function logRuleGroup(monitor: Monitor, links: Links, { logs }: MonitorRules): PrometheusRuleGroup {
  return {
    name: monitor.monitorName,
    rules: rules(monitor, links, logs).map((rule) => ({
      ...rule,
      labels: { ...monitor.monitorLabels, ...rule.labels },
    })),
  };
}

function rules(monitor: Monitor, links: Links, { recordings, alerts }: RuleSet): PrometheusRuleGroup["rules"] {
  const annotationsOf = annotator(monitor, links);
  return [
    ...recordings.map(({ record, expr, labels }) => ({ record, expr, ...(labels && { labels }) })),
    ...alerts.map((rule) => ({
      alert: rule.alert,
      expr: rule.expr,
      ...(rule.for === undefined ? {} : { for: rule.for }),
      ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
      labels: { ...rule.labels, severity: rule.severity },
      annotations: annotationsOf(rule),
    })),
  ];
}

type Annotations = Readonly<Record<string, string>>;

/** Most of the links are those of the monitor, and the same for each of its alerts. */
function annotator(monitor: Monitor, links: Links): (rule: AlertRule) => Annotations {
  const { runbooks, grafana } = links;
  const telemetry = telemetryUrls(monitor, links);
  const urls = new Map<DashboardLink, string>();
  const urlOf = (base: string, link: DashboardLink): string => {
    const url = urls.get(link) ?? dashboardUrl(base, link);
    urls.set(link, url);
    return url;
  };
  return ({ alert, summary, description, dashboard }) => ({
    summary,
    description,
    ...(runbooks === false ? {} : { runbook_url: `${runbooks}/${kebabCase(alert)}` }),
    ...(grafana === undefined || !dashboard ? {} : { dashboard_url: urlOf(grafana, dashboard) }),
    ...telemetry,
  });
}

/** Where the log lines and the traces of a service are shown. */
function telemetryUrls({ monitorLabels, signals = ["logs"] }: Monitor, links: Links): Annotations {
  const { namespace, service } = monitorLabels;
  const { grafana } = links;
  if (grafana === undefined || namespace === undefined || service === undefined) return {};
  const url = (uid: string): string => dashboardUrl(grafana, { uid, variables: { namespace, service } });
  return {
    ...(links.logs && signals.includes("logs") ? { logs_url: url("logs") } : {}),
    ...(links.traces && signals.includes("traces") ? { traces_url: url("traces") } : {}),
  };
}

/**
 * An hour before and after the evaluation, so that the link still shows what happened when it is opened the next day.
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/create-dashboard-url-variables/#control-time-range-using-the-url
 */
const TIME_RANGE = 'time={{ now | printf "%.0f" }}000&time.window=7200000';

function dashboardUrl(grafana: string, { uid, variables = {} }: DashboardLink): string {
  const query = Object.entries(variables).map(([name, value]) => `var-${name}=${encodeURIComponent(value)}`);
  return `${grafana}/d/${uid}?${[...query, TIME_RANGE].join("&")}`;
}
