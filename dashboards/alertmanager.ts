import { max, quantile, sum } from "../lib/signals";
import type { Color } from "./colors";
import { byPod, own, perMinute, programVariable } from "./expressions";
import type { Dashboard, Row, Series } from "./model";
import { cpuPanel, memoryPanel } from "./process";

/** Alertmanager itself: what it holds, and whether its notifications arrive. */
export function alertmanagerDashboard(): Dashboard {
  return {
    uid: "alertmanager",
    title: "Alertmanager",
    description: "Which alerts Alertmanager holds, what is silenced, and whether its notifications arrive.",
    variables: [programVariable("Alertmanager", "alertmanager_build_info")],
    rows: [state(), notifications(), alerts(), cluster()],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Observability", dashboard: "stack" },
      { title: "Prometheus", dashboard: "prometheus" },
    ],
  };
}

function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Active alerts",
          description: "Alerts that somebody is told about.",
          unit: "short",
          expr: max(own("alertmanager_alerts", { state: "active" })),
        },
        {
          kind: "stat",
          title: "Suppressed alerts",
          description: "Alerts that are silenced or inhibited by others.",
          unit: "short",
          expr: max(own("alertmanager_alerts", { state: "suppressed" })),
        },
        {
          kind: "stat",
          title: "Active silences",
          description: "Silences in force.",
          unit: "short",
          expr: max(own("alertmanager_silences", { state: "active" })),
        },
        {
          kind: "stat",
          title: "Failed notifications",
          description: "The share of notifications of the last hour that did not arrive.",
          unit: "percentunit",
          expr: `${sum(inLastHour("alertmanager_notifications_failed_total"))} / (${sum(inLastHour("alertmanager_notifications_total"))} > 0)`,
          steps: [{ from: 0.001, color: "red" }],
          noData: "None sent",
        },
        {
          kind: "stat",
          title: "Configuration",
          description: "Whether the newest configuration was accepted. If not, the one before it is in use.",
          unit: "short",
          expr: `min(${own("alertmanager_config_last_reload_successful")})`,
          words: { 0: { text: "Refused", color: "red" }, 1: { text: "Accepted", color: "green" } },
        },
        {
          kind: "stat",
          title: "Members",
          description: "Members that see each other. Fewer than there are replicas is a split cluster.",
          unit: "short",
          expr: `min(${own("alertmanager_cluster_members")})`,
          noData: "Not clustered",
        },
      ],
    ],
  };
}

function notifications(): Row {
  const used = `sum by (integration) (${own("alertmanager_notifications_total")}) > 0`;
  const failed = own("alertmanager_notifications_failed_total");
  const latency = own("alertmanager_notification_latency_seconds_bucket");
  return {
    title: "Notifications",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Notifications",
          description: "Notifications per minute, by integration that has been used.",
          unit: "cpm",
          noData: "No notification yet",
          series: [
            {
              expr: `${perMinute("alertmanager_notifications_total", ["integration"])} and ${used}`,
              legend: "{{integration}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Failed notifications",
          description: "Notifications per minute that did not arrive after all attempts, by integration and reason.",
          unit: "cpm",
          noData: "No failed notification",
          series: [
            {
              expr: `${perMinute("alertmanager_notifications_failed_total", ["integration", "reason"])} and ${sum(failed, ["integration", "reason"])} > 0`,
              legend: "{{integration}}: {{reason}}",
            },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Failed attempts",
          description: "Requests per minute to the receiver's service that failed. They are tried again.",
          unit: "cpm",
          noData: "No failed attempt",
          series: [
            {
              expr: `${perMinute("alertmanager_notification_requests_failed_total", ["integration"])} and sum by (integration) (${own("alertmanager_notification_requests_total")}) > 0`,
              legend: "{{integration}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Duration of notifications",
          description: "How long the slowest hundredth of notifications takes to be sent, by integration.",
          unit: "s",
          noData: "No notification in this time",
          series: [
            { expr: `${quantile(0.99, latency, "$__rate_interval", ["integration"])} >= 0`, legend: "{{integration}}" },
          ],
        },
      ],
    ],
  };
}

function alerts(): Row {
  return {
    title: "Alerts and silences",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Alerts by state",
          description: "Active alerts are notified, suppressed ones are silenced or inhibited.",
          unit: "short",
          series: [
            byState("alertmanager_alerts", "active", "red"),
            byState("alertmanager_alerts", "suppressed", "blue"),
            byState("alertmanager_alerts", "unprocessed", "purple"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Alerts received",
          description: "Alerts per minute that Prometheus sends, and those refused because they are malformed.",
          unit: "cpm",
          series: [
            { expr: perMinute("alertmanager_alerts_received_total", ["status"]), legend: "{{status}}" },
            { expr: perMinute("alertmanager_alerts_invalid_total"), legend: "malformed", color: "red" },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Silences",
          description: "Silences by state. An expired one is kept for a while.",
          unit: "short",
          series: [
            byState("alertmanager_silences", "active", "orange"),
            byState("alertmanager_silences", "pending", "blue"),
            byState("alertmanager_silences", "expired", "text"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Groups",
          description: "Groups of alerts: one notification is sent for each.",
          unit: "short",
          series: [{ expr: max(own("alertmanager_dispatcher_aggregation_groups")), legend: "groups", color: "blue" }],
        },
      ],
    ],
  };
}

function cluster(): Row {
  return {
    title: "Cluster and process",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Members",
          description: "How many members each pod sees, and has lost. A split cluster notifies twice.",
          unit: "short",
          noData: "Not clustered",
          series: [
            { ...byPod("alertmanager_cluster_members"), legend: "{{pod}} sees" },
            { ...byPod("alertmanager_cluster_failed_peers"), legend: "{{pod}} has lost" },
          ],
        },
        memoryPanel("process_resident_memory_bytes"),
        cpuPanel("process_cpu_seconds_total"),
      ],
    ],
  };
}

function byState(metric: string, state: string, color: Color): Series {
  return { expr: max(own(metric, { state })), legend: state, color };
}

function inLastHour(counter: string): string {
  return `increase(${own(counter)}[1h])`;
}
