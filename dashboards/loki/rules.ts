import { perMinute } from "../expressions";
import type { Row, TimeSeriesPanel } from "../model";
import { ruleGroupPanels } from "../rule-groups";

/** Whether alerts on lines are evaluated and arrive, and what is recorded of lines reaches Prometheus. */
export function rules(): Row {
  return { title: "Rules", lines: [ruleGroupPanels("loki_prometheus"), [alertsLost(), samplesLost()]] };
}

function alertsLost(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Alerts lost",
    description: "Alerts per minute that Alertmanager did not take, and those given up because too many waited.",
    unit: "cpm",
    noData: "No rules",
    series: [
      { expr: perMinute("loki_prometheus_notifications_errors_total"), legend: "not taken", color: "orange" },
      { expr: perMinute("loki_prometheus_notifications_dropped_total"), legend: "given up", color: "red" },
    ],
  };
}

function samplesLost(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Samples lost",
    description: "Recorded samples per minute that Prometheus did not take.",
    unit: "cpm",
    noData: "No rules",
    series: [
      {
        expr: perMinute("loki_ruler_wal_prometheus_remote_storage_samples_failed_total"),
        legend: "lost",
        color: "red",
      },
    ],
  };
}
