import { countOverTime, logSelector, quote, selector, sum, type AlertRule } from "../../signals";

/** What goes wrong with rules on log lines: alerts that do not fire, and series that Prometheus does not get. */
export function rulerAlerts(job: string): AlertRule[] {
  const increased = (metric: string): string =>
    `sum by (pod, rule_group) (increase(${selector(metric, { job })}[5m])) > 0`;
  return [
    {
      alert: "LokiRulesStopped",
      expr: `max(${selector("loki_ruler_managers_total", { job })}) == 0`,
      for: "10m",
      severity: "critical",
      summary: "Loki evaluates no rule: no alert on log lines fires",
      description:
        "It found no rules that it can read when it started. One file that it refuses is enough: its log names it (unable to list rules).",
    },
    {
      alert: "LokiRuleFailures",
      expr: increased("loki_prometheus_rule_evaluation_failures_total"),
      for: "5m",
      severity: "critical",
      summary: "{{ $labels.pod }} cannot evaluate rules of {{ $labels.rule_group }}",
      description: "Alerts on log lines of this group may be missing. Its log has the error (rule evaluation failed).",
    },
    {
      alert: "LokiRuleGroupSlow",
      expr: increased("loki_prometheus_rule_group_iterations_missed_total"),
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.pod }} skips evaluations of {{ $labels.rule_group }}",
      description:
        "Evaluating the group takes longer than its interval, so its alerts come late. Look for an expression that reads far more lines than it needs.",
    },
    alertsNotDelivered(job),
    recordingsNotDelivered(job),
  ];
}

function alertsNotDelivered(job: string): AlertRule {
  const per = (metric: string): string => `sum by (pod, alertmanager) (rate(${selector(metric, { job })}[5m]))`;
  const errors = per("loki_prometheus_notifications_errors_total");
  // Without any alert in five minutes this is 0/0, which is not above anything.
  const failed = `${errors} / (${errors} + ${per("loki_prometheus_notifications_sent_total")})`;
  return {
    alert: "LokiAlertsNotDelivered",
    expr: `min by (pod) (${failed}) > 0.03`,
    // Longer than the window after a restart of Alertmanager, of which nobody has to know.
    for: "10m",
    severity: "critical",
    summary: "{{ $labels.pod }} loses {{ $value | humanizePercentage }} of its alerts on the way to every Alertmanager",
    description:
      "Alerts on log lines do not reach anybody. Look whether the Alertmanagers answer, and at the log of Loki for what they answer.",
  };
}

function recordingsNotDelivered(job: string): AlertRule {
  const series = (metric: string): string => selector(`loki_ruler_wal_prometheus_remote_storage_${metric}`, { job });
  const newest = (metric: string): string => `max by (pod, remote_name) (${series(metric)})`;
  const late = `${newest("queue_highest_timestamp_seconds")} - ${newest("queue_highest_sent_timestamp_seconds")} > 180`;
  const refused = `sum by (pod, remote_name) (increase(${series("samples_failed_total")}[10m])) > 0`;
  return {
    alert: "LokiRecordingsNotDelivered",
    expr: `${late} or ${refused}`,
    for: "10m",
    severity: "warning",
    summary: "{{ $labels.remote_name }} does not get what {{ $labels.pod }} records from log lines",
    description:
      "In this Prometheus the series are missing, and with them alerts and panels. Look whether it answers, and at the log of Loki for what it answers.",
  };
}

/**
 * A file that Loki refuses keeps every new rule from being evaluated; it goes on with those it has, and no metric tells.
 * The escaped quotes keep the expression from finding itself where Loki logs it.
 */
export function logRulesRefused(namespace: string): AlertRule {
  const refused = `${logSelector(namespace, "loki")} |= ${quote('msg="unable to list rules"')}`;
  return {
    alert: "LokiRulesRefused",
    expr: `${sum(countOverTime(refused, "5m"))} > 0`,
    for: "2m",
    severity: "warning",
    summary: "Loki refuses a file of rules on log lines",
    description:
      "It goes on with the last good ones, so nothing that has changed since is in effect, and after a restart none is evaluated. Its log names the file and the reason.",
  };
}
