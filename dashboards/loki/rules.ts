import { max } from "../../lib/signals";
import { own, perMinute, topTen } from "../expressions";
import type { Row } from "../model";

/** Whether alerts on lines are evaluated and arrive, and what is recorded of lines reaches Prometheus. */
export function rules(): Row {
  const group = ["rule_group"];
  const legend = "{{rule_group}}";
  const duration = own("loki_prometheus_rule_group_last_duration_seconds");
  const interval = own("loki_prometheus_rule_group_interval_seconds");
  return {
    title: "Rules",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Evaluation of its interval",
          description: "How much of its interval a group needs, of the ten slowest. Above 100 % alerts come late.",
          unit: "percentunit",
          noData: "No rules",
          series: [{ expr: `${topTen(max, duration, group)} / ${max(interval, group)}`, legend }],
        },
        {
          kind: "timeSeries",
          title: "Failed and missed evaluations",
          description: "Evaluations per minute that failed, and those left out because the one before took too long.",
          unit: "cpm",
          noData: "No rules",
          series: [
            { expr: perMinute("loki_prometheus_rule_evaluation_failures_total"), legend: "failed", color: "red" },
            {
              expr: perMinute("loki_prometheus_rule_group_iterations_missed_total"),
              legend: "missed",
              color: "orange",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Alerts and samples lost",
          description:
            "Alerts per minute that Alertmanager did not take, and recorded samples that Prometheus did not.",
          unit: "cpm",
          noData: "No rules",
          series: [
            {
              expr: perMinute("loki_prometheus_notifications_errors_total"),
              legend: "alerts not taken",
              color: "orange",
            },
            { expr: perMinute("loki_prometheus_notifications_dropped_total"), legend: "alerts dropped", color: "red" },
            {
              expr: perMinute("loki_ruler_wal_prometheus_remote_storage_samples_failed_total"),
              legend: "samples",
              color: "purple",
            },
          ],
        },
      ],
    ],
  };
}
