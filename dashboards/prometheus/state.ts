import { max, sum } from "../../lib/signals";
import { count, own } from "../expressions";
import type { Row } from "../model";
import { memoryStat, volumeStat } from "../process";

/** Is anything wrong. */
export function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Targets down",
          description: "Targets that could not be read at their last scrape. Alerts on what they export are blind.",
          unit: "short",
          expr: `${count("up == 0")} or vector(0)`,
          steps: [{ from: 1, color: "red" }],
        },
        {
          kind: "stat",
          title: "Failed rules",
          description: "Evaluations of rules that failed in the last five minutes. An alert that fails does not fire.",
          unit: "short",
          expr: sum(`increase(${own("prometheus_rule_evaluation_failures_total")}[5m])`),
          steps: [{ from: 1, color: "red" }],
          noData: "No rules",
        },
        {
          kind: "stat",
          title: "Configuration",
          description:
            "Whether the newest configuration and rules were accepted. If not, the ones before them are in use.",
          unit: "short",
          expr: `min(${own("prometheus_config_last_reload_successful")})`,
          words: { 0: { text: "Refused", color: "red" }, 1: { text: "Accepted", color: "green" } },
        },
        {
          kind: "stat",
          title: "Alertmanagers",
          description: "How many Alertmanagers it knows. Without one nobody is told.",
          unit: "short",
          expr: `min(${own("prometheus_notifications_alertmanagers_discovered")})`,
          words: { 0: { text: "None", color: "red" } },
        },
        {
          kind: "stat",
          title: "Series",
          description: "Series in memory: what drives its need of memory.",
          unit: "short",
          expr: max(own("prometheus_tsdb_head_series")),
        },
        memoryStat("process_resident_memory_bytes"),
        volumeStat("prometheus", "prometheus_build_info"),
      ],
    ],
  };
}
