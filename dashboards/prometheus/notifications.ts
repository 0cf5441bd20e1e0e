import { max } from "../../lib/signals";
import { own, perMinute } from "../expressions";
import type { Row } from "../model";

/** Whether alerts reach Alertmanager. */
export function notifications(): Row {
  return {
    title: "Notifications",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Alerts sent",
          description: "Alerts per minute sent to Alertmanager. Firing alerts are sent again and again.",
          unit: "cpm",
          series: [
            { expr: perMinute("prometheus_notifications_sent_total", ["alertmanager"]), legend: "{{alertmanager}}" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Alerts lost",
          description: "Alerts per minute that Alertmanager did not take, or that were given up.",
          unit: "cpm",
          series: [
            { expr: perMinute("prometheus_notifications_errors_total"), legend: "failed", color: "orange" },
            { expr: perMinute("prometheus_notifications_dropped_total"), legend: "dropped", color: "red" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Queue",
          description: "Alerts that wait to be sent, as a share of what the queue holds. A full queue drops alerts.",
          unit: "percentunit",
          series: [
            {
              expr: `${max(own("prometheus_notifications_queue_length"), ["pod"])} / ${max(own("prometheus_notifications_queue_capacity"), ["pod"])}`,
              legend: "{{pod}}",
            },
          ],
        },
      ],
    ],
  };
}
