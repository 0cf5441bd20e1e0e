import { max, recorded, selector, sum, type Severity } from "../lib/signals";
import { severityColors } from "./colors";
import { count, everyService, firing, min, namespaceVariable, topTen } from "./expressions";
import type { Dashboard, Row, StatPanel, TablePanel, TimeSeriesPanel, ValueColumn } from "./model";
import { programLinks, type Parts } from "./parts";
import type { Unit } from "./units";

const SERVICE = ["namespace", "service"];
const chosenNamespaces = { namespace: { re: "$namespace" } };
const services = `group by (namespace, service) (${everyService(chosenNamespaces)})`;

/** All services at a glance: which one is in trouble, and how the rest is doing. */
export function servicesDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "services",
    title: "Services",
    description: "Which service is in trouble: all services, those that hurt most on top.",
    variables: [{ ...namespaceVariable, several: true }],
    rows: [overview(), comparison()],
    links: [
      { title: "Objectives", dashboard: "objectives" },
      { title: "Prometheus", dashboard: "prometheus" },
      { title: "Alertmanager", dashboard: "alertmanager" },
      ...programLinks(parts),
    ],
  };
}

function overview(): Row {
  const requests = chosen(recorded.requests);
  const failures = chosen(recorded.failures);
  const probed = max(chosen("probe_success"), ["namespace", "instance"]);
  return {
    lines: [
      [
        firingStat("Critical alerts", "critical", "Alerts that are meant to wake somebody."),
        firingStat("Warnings", "warning", "Alerts for working hours."),
        {
          kind: "stat",
          title: "Requests",
          description: "Requests per second to all services together.",
          unit: "reqps",
          expr: sum(requests),
        },
        {
          kind: "stat",
          title: "Failed requests",
          description: "The share of all requests that was answered 5xx, over five minutes.",
          unit: "percentunit",
          expr: `${sum(failures)} / (${sum(requests)} > 0)`,
          noData: "No traffic",
        },
        {
          kind: "stat",
          title: "Unanswered probes",
          description: "Addresses that the blackbox exporter calls in vain, as clients would.",
          unit: "short",
          expr: `${count(probed)} - ${sum(probed)}`,
          steps: [{ from: 1, color: "red" }],
          noData: "No probes",
        },
        {
          kind: "stat",
          title: "Services watched",
          description: "How many services there are in the chosen namespaces.",
          unit: "short",
          expr: count(services),
        },
      ],
      [servicesTable()],
    ],
  };
}

function comparison(): Row {
  return {
    title: "The ten with the largest values",
    lines: [
      [
        tenServices(
          "Failed requests by service",
          "The share of requests answered 5xx.",
          "percentunit",
          recorded.failureRatio,
        ),
        tenServices("Duration by service, p99", "How long the slowest hundredth takes.", "s", recorded.latency("p99")),
        tenServices("Requests by service", "Requests per second.", "reqps", recorded.requests),
      ],
      [
        tenServices("CPU of limit", "The pod nearest to its CPU limit.", "percentunit", recorded.cpuUtilization),
        tenServices(
          "Memory of limit",
          "The pod nearest to its memory limit.",
          "percentunit",
          recorded.memoryUtilization,
        ),
        {
          kind: "timeSeries",
          title: "Firing alerts by severity",
          description: "How many alerts of services fire, by severity.",
          unit: "short",
          stacked: true,
          noData: "No alert has fired",
          series: (["critical", "warning"] as const).map((severity) => ({
            expr: count(firing({ severity, service: { not: "" }, ...chosenNamespaces })),
            legend: severity,
            color: severityColors[severity],
          })),
        },
      ],
    ],
  };
}

function servicesTable(): TablePanel {
  return {
    kind: "table",
    title: "Services",
    description:
      "Sorted by what hurts most: by critical alerts that fire, then by warnings, then by the share of failed requests, then by what is left of the error budget. That is the least of a service's objectives: 100 % is untouched, below 0 % one is missed, and nothing stands there without objectives. CPU and memory are those of the pod nearest to its limit. A click on a service opens its dashboard.",
    labels: [
      {
        label: "service",
        title: "Service",
        link: { dashboard: "service", variables: { namespace: "namespace", service: "service" } },
      },
      { label: "namespace", title: "Namespace" },
    ],
    values: [
      firingColumn("Critical", "critical"),
      firingColumn("Warning", "warning"),
      { title: "Failed", unit: "percentunit", expr: max(chosen(recorded.failureRatio), SERVICE) },
      {
        title: "Budget left",
        unit: "percentunit",
        expr: min(chosen(recorded.budgetLeft), SERVICE),
        below: "red",
        steps: [{ from: 0, color: "transparent" }],
      },
      { title: "Requests", unit: "reqps", expr: max(chosen(recorded.requests), SERVICE) },
      { title: "p99", unit: "s", expr: max(chosen(recorded.latency("p99")), SERVICE) },
      { title: "CPU", unit: "percentunit", expr: max(chosen(recorded.cpuUtilization), SERVICE) },
      { title: "Memory", unit: "percentunit", expr: max(chosen(recorded.memoryUtilization), SERVICE) },
      {
        title: "Restarts, 1h",
        unit: "short",
        expr: ofServices(sum(chosen(recorded.restarts), SERVICE)),
        steps: [{ from: 1, color: "orange" }],
      },
    ],
    sortBy: [
      { column: "Critical", descending: true },
      { column: "Warning", descending: true },
      { column: "Failed", descending: true },
      { column: "Budget left" },
    ],
    visibleRows: 8,
  };
}

function firingColumn(title: string, severity: Severity): ValueColumn {
  const alerts = count(firing({ severity, ...chosenNamespaces }), SERVICE);
  return { title, unit: "short", expr: ofServices(alerts), steps: [{ from: 1, color: severityColors[severity] }] };
}

function firingStat(title: string, severity: Severity, description: string): StatPanel {
  return {
    kind: "stat",
    title,
    description,
    unit: "short",
    expr: `${count(firing({ severity, service: { not: "" }, ...chosenNamespaces }))} or vector(0)`,
    steps: [{ from: 1, color: severityColors[severity] }],
  };
}

function tenServices(title: string, description: string, unit: Unit, series: string): TimeSeriesPanel {
  const legend = "{{namespace}}/{{service}}";
  return {
    kind: "timeSeries",
    title,
    description,
    unit,
    series: [{ expr: topTen(max, chosen(series), SERVICE), legend }],
  };
}

/** The values of services alone, and 0 for each service without one. */
function ofServices(expr: string): string {
  return `${expr} and ${services} or 0 * ${services}`;
}

function chosen(series: string): string {
  return selector(series, chosenNamespaces);
}
