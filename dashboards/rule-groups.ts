import { max } from "../lib/signals";
import { own, perMinute, topTen } from "./expressions";
import type { TimeSeriesPanel } from "./model";

/**
 * Whether the chosen program, which has the rules of Prometheus, keeps up with them. `prefix` is what stands in its metrics
 * before `_rule_group_interval_seconds`.
 */
export function ruleGroupPanels(prefix: "prometheus" | "loki_prometheus"): TimeSeriesPanel[] {
  const group = ["rule_group"];
  const legend = "{{group}}";
  const duration = own(`${prefix}_rule_group_last_duration_seconds`);
  const interval = own(`${prefix}_rule_group_interval_seconds`);
  return [
    {
      kind: "timeSeries",
      title: "Evaluation of its interval",
      description: "How much of its interval a group needs, of the ten slowest. Above 100 % alerts come late.",
      unit: "percentunit",
      noData: "No rules",
      series: [{ expr: named(`${topTen(max, duration, group)} / ${max(interval, group)}`), legend }],
    },
    {
      kind: "timeSeries",
      title: "Failed evaluations",
      description: "Evaluations per minute that failed, by group. The program's log tells why.",
      unit: "cpm",
      noData: "No failed evaluation",
      series: [{ expr: named(`${perMinute(`${prefix}_rule_evaluation_failures_total`, group)} > 0`), legend }],
    },
    {
      kind: "timeSeries",
      title: "Missed evaluations",
      description: "Evaluations per minute that were left out because the one before took too long, by group.",
      unit: "cpm",
      noData: "No missed evaluation",
      series: [{ expr: named(`${perMinute(`${prefix}_rule_group_iterations_missed_total`, group)} > 0`), legend }],
    },
  ];
}

/** The group by its own name: before it stands the file's path, which fills a legend alone. */
function named(expr: string): string {
  return `label_replace(${expr}, "group", "$1", "rule_group", "(?:.*;)?(.+)")`;
}
