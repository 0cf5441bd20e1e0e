import type { Monitor } from "../monitor";
import { anyLabels } from "../promql";
import type { AlertRule } from "../signals";
import { labelsOfAlert, StackNames, type AlertLabels } from "./promql";
import { rulesOf } from "./rule-group";

/** Tells the labels of a monitor's alert. */
export type AlertLabelsOf = (monitor: Monitor, rule: AlertRule, language?: "promql" | "logql") => AlertLabels;

/**
 * What labels the alerts of these monitors have: those of the expression's result, of the rule, of the monitor, `alertname` and
 * `severity`. External labels such as `cluster` are not among them. Of an alert on log lines they are open.
 */
export function alertLabels(monitors: Iterable<Monitor>): AlertLabelsOf {
  const names = new StackNames();
  for (const monitor of monitors) {
    const { metrics, logs } = rulesOf(monitor);
    names.record(metrics.recordings, monitor, names.checkFor(monitor));
    names.recordLogs(logs.recordings, monitor);
  }
  return (monitor, rule, language = "promql") => {
    const result = language === "promql" ? names.checkFor(monitor)(rule.expr).result.labels : anyLabels;
    return labelsOfAlert(result, [...Object.keys(monitor.monitorLabels), ...Object.keys(rule.labels ?? {})]);
  };
}
