import { max, recorded, selector } from "../../lib/signals";
import { severityColors } from "../colors";
import { chosenService, firing, limitsOf } from "../expressions";
import type { Row, TablePanel } from "../model";
import { revisions } from "./revisions";
import { replicasOfWorkload } from "./target";

/** Is anything wrong, and how much of it: alerts, then the numbers that an answer begins with. */
export function state(): Row {
  return {
    lines: [
      [
        { ...firingAlerts(), weight: 13 },
        { ...revisions(), weight: 11 },
      ],
      [
        {
          kind: "stat",
          title: "Requests",
          description: "Requests per second, over five minutes.",
          unit: "reqps",
          expr: max(selector(recorded.requests, chosenService)),
          noData: "No traffic",
        },
        {
          kind: "stat",
          title: "Failed requests",
          description:
            "The share of requests answered 5xx, over five minutes. Orange and red from the limits of the alert ServiceErrors5xx on.",
          limits: limitsOf("ServiceErrors5xx"),
          unit: "percentunit",
          expr: max(selector(recorded.failureRatio, chosenService)),
          noData: "No traffic",
        },
        {
          kind: "stat",
          title: "Duration, p99",
          description:
            "How long the slowest hundredth of requests takes at least, over five minutes. Orange and red from the limits of the alert ServiceLatencyP99 on.",
          limits: limitsOf("ServiceLatencyP99"),
          unit: "s",
          expr: max(selector(recorded.latency("p99"), chosenService)),
          noData: "No traffic",
        },
        {
          kind: "stat",
          title: "CPU of limit",
          description:
            "CPU of the pod nearest to its limit. Orange and red from the limits of the alert ServiceCpuNearLimit on.",
          limits: limitsOf("ServiceCpuNearLimit"),
          unit: "percentunit",
          expr: max(selector(recorded.cpuUtilization, chosenService)),
          noData: "No limit",
        },
        {
          kind: "stat",
          title: "Memory of limit",
          description:
            "Memory of the pod nearest to its limit. Orange and red from the limits of the alert ServiceMemoryNearLimit on.",
          limits: limitsOf("ServiceMemoryNearLimit"),
          unit: "percentunit",
          expr: max(selector(recorded.memoryUtilization, chosenService)),
        },
        {
          kind: "stat",
          title: "Missing replicas",
          description: "How many of the wanted pods are not available.",
          unit: "short",
          // Not what Kubernetes counts as unavailable, which are pods that exist: those that cannot be created are missing too.
          expr: `clamp_min(${replicasOfWorkload("desired")} - ${replicasOfWorkload("available")}, 0)`,
          steps: [{ from: 1, color: "orange" }],
        },
      ],
    ],
  };
}

export function firingAlerts(): TablePanel {
  const since = `${selector("ALERTS_FOR_STATE", chosenService)} and ignoring (alertstate) ${firing(chosenService)}`;
  return {
    kind: "table",
    title: "Firing alerts",
    description: "The alerts of this service that fire now, and since when what they are about has been so.",
    labels: [
      { label: "alertname", title: "Alert" },
      { label: "severity", title: "Severity", colors: severityColors },
      { label: "pod", title: "Pod" },
    ],
    values: [{ title: "Since", unit: "ago", expr: `1000 * ${max(since, ["alertname", "severity", "pod"])}` }],
    sortBy: [{ column: "Severity" }, { column: "Alert" }],
    noData: "No alert is firing",
    visibleRows: 4,
  };
}
