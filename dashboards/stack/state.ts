import { max, selector, sum } from "../../lib/signals";
import { count, firing, grown } from "../expressions";
import type { Row } from "../model";
import { programs } from "./identity";
import { everyProgram, program } from "./members";

/** Is anything wrong with what watches. */
export function state(): Row {
  const reloaded = ["prometheus", "alertmanager", "blackbox_exporter"];
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Programs down",
          description: "Pods of the stack that Prometheus cannot read.",
          unit: "short",
          expr: `${count(`${selector("up", everyProgram)} == 0`)} or vector(0)`,
          steps: [{ from: 1, color: "red" }],
        },
        {
          kind: "stat",
          title: "Firing alerts",
          description: "Alerts about programs of the stack.",
          unit: "short",
          expr: `${count(`${firing({ service: { not: "" } })} and on (namespace, service) ${programs}`)} or vector(0)`,
          steps: [{ from: 1, color: "orange" }],
        },
        {
          kind: "stat",
          title: "Configurations refused",
          description:
            "Pods of Prometheus, Alertmanager and the blackbox exporter that go on with the configuration before.",
          unit: "short",
          expr: `${count(reloaded.map((name) => `${name}_config_last_reload_successful == 0`).join(" or "))} or vector(0)`,
          steps: [{ from: 1, color: "red" }],
        },
        {
          kind: "stat",
          title: "Failed rules",
          description: "Evaluations of rules that failed in the last five minutes. An alert that fails does not fire.",
          unit: "short",
          expr: sum(`increase(${selector("prometheus_rule_evaluation_failures_total", program("prometheus"))}[5m])`),
          steps: [{ from: 1, color: "red" }],
          noData: "No rules",
        },
        {
          kind: "stat",
          title: "Notifications failed",
          description: "Notifications of the last hour that did not arrive after all attempts.",
          unit: "short",
          expr: sum(grown(selector("alertmanager_notifications_failed_total", program("alertmanager")), "1h")),
          steps: [{ from: 1, color: "red" }],
          noData: "None sent",
        },
        {
          kind: "stat",
          title: "Series",
          description: "Series in the memory of Prometheus: what drives what the stack needs.",
          unit: "short",
          expr: max(selector("prometheus_tsdb_head_series", program("prometheus"))),
        },
      ],
    ],
  };
}
