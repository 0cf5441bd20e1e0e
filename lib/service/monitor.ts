import {
  serviceAlerts,
  serviceAlertTests,
  serviceLogAlerts,
  thresholdRecordings,
  type ParsedServiceAlerts,
} from "../../alerts/service";
import { objectiveAlerts, objectiveAlertTests, objectiveThresholds } from "../../alerts/slo";
import type { Monitor, UrlProbe } from "../monitor";
import {
  httpMetricsOf,
  identityLabels,
  serviceLogRecordings,
  serviceRecordings,
  type AlertRule,
  type AlertTest,
  type Metric,
  type Objective,
  type RecordingRule,
  type ServiceTarget,
} from "../signals";
import { urlProbes } from "./urls";

/** The monitor of a workload. Prometheus finds what to scrape and to probe by annotations, without being told. */
export interface WorkloadMonitor extends Monitor {
  readonly serviceTarget: ServiceTarget;
  metrics(): readonly Metric[];
  recordings(): readonly RecordingRule[];
  logRecordings(): readonly RecordingRule[];
  logAlerts(): readonly AlertRule[];
  alertTests(): readonly AlertTest[];
  objectives(): readonly Objective[];
  probes(): readonly UrlProbe[];
}

/** What watches a workload: the series that dashboards read, and the alerts on them. */
export function workloadMonitor(
  target: ServiceTarget,
  alerts: ParsedServiceAlerts | false,
  customMetrics: readonly Metric[] = [],
): WorkloadMonitor {
  // What is said of a metric by name says more than its dialect does, and comes first.
  const named = new Set(customMetrics.map(({ name }) => name));
  const ofDialect = (target.metrics ? httpMetricsOf(target.metrics) : []).filter(({ name }) => !named.has(name));
  return {
    monitorName: `${target.namespace}/${target.service}`,
    monitorLabels: identityLabels(target),
    serviceTarget: target,
    recordings: () => [
      ...serviceRecordings(target),
      ...(alerts ? [...thresholdRecordings(alerts), ...objectiveThresholds(target)] : []),
    ],
    objectives: () => target.objectives ?? [],
    metrics: () => [...customMetrics, ...ofDialect],
    alerts: () => (alerts ? [...serviceAlerts(target, alerts), ...objectiveAlerts(target, alerts.settings)] : []),
    probes: () => urlProbes(target),
    alertTests: () => (alerts ? [...serviceAlertTests(alerts), ...objectiveAlertTests(target, alerts.settings)] : []),
    logRecordings: () => serviceLogRecordings(target),
    logAlerts: () => (alerts ? serviceLogAlerts(target, alerts) : []),
  };
}
