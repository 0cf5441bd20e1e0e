import { kebabCase } from "../core";
import type { PrometheusRuleGroup } from "../components/rules";
import type { Monitor } from "../monitor";
import type { AlertRule, DashboardLink, RecordingRule } from "../signals";

/** Where the links of an alert lead. */
export interface Links {
  /** Base URL of the runbooks without a slash at its end, or false for alerts without a `runbook_url`. */
  readonly runbooks: string | false;
  /** Base URL of Grafana without a slash at its end, or undefined for alerts without a `dashboard_url`. */
  readonly grafana: string | undefined;
}

/** What a monitor says, asked once. */
export interface MonitorRules {
  readonly recordings: readonly RecordingRule[];
  readonly alerts: readonly AlertRule[];
}

export function rulesOf(monitor: Monitor): MonitorRules {
  return { recordings: monitor.recordings?.() ?? [], alerts: monitor.alerts() };
}

/**
 * The rules of a monitor as Prometheus reads them: its recordings, then the alerts that use them. The monitor's labels
 * stand once, on the group.
 */
export function ruleGroup(
  monitor: Monitor,
  links: Links,
  { recordings, alerts }: MonitorRules = rulesOf(monitor),
): PrometheusRuleGroup {
  return {
    name: monitor.monitorName,
    labels: monitor.monitorLabels,
    rules: [
      ...recordings,
      ...alerts.map((rule) => ({
        alert: rule.alert,
        expr: rule.expr,
        ...(rule.for === undefined ? {} : { for: rule.for }),
        ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
        labels: { ...rule.labels, severity: rule.severity },
        annotations: annotationsOf(rule, links),
      })),
    ],
  };
}

function annotationsOf(rule: AlertRule, { runbooks, grafana }: Links): Record<string, string> {
  return {
    summary: rule.summary,
    description: rule.description,
    ...(runbooks === false ? {} : { runbook_url: `${runbooks}/${kebabCase(rule.alert)}` }),
    ...(grafana === undefined || !rule.dashboard ? {} : { dashboard_url: dashboardUrl(grafana, rule.dashboard) }),
  };
}

function dashboardUrl(grafana: string, { uid, variables = {} }: DashboardLink): string {
  const query = Object.entries(variables).map(([name, value]) => `var-${name}=${encodeURIComponent(value)}`);
  return [`${grafana}/d/${uid}`, ...(query.length === 0 ? [] : [query.join("&")])].join("?");
}
