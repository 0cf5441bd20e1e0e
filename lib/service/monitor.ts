import { serviceAlerts, serviceLogAlerts, thresholdRecordings, type ParsedServiceAlerts } from "../../alerts/service";
import type { Monitor } from "../monitor";
import {
  identityLabels,
  serviceLogRecordings,
  serviceRecordings,
  type AlertRule,
  type RecordingRule,
  type ServiceTarget,
} from "../signals";

/** The monitor of a workload. Prometheus finds what to scrape and to probe by annotations, without being told. */
export interface WorkloadMonitor extends Monitor {
  recordings(): readonly RecordingRule[];
  logRecordings(): readonly RecordingRule[];
  logAlerts(): readonly AlertRule[];
}

/** What watches a workload: the series that dashboards read, and the alerts on them. */
export function workloadMonitor(target: ServiceTarget, alerts: ParsedServiceAlerts | false): WorkloadMonitor {
  return {
    monitorName: `${target.namespace}/${target.service}`,
    monitorLabels: identityLabels(target),
    recordings: () => [...serviceRecordings(target), ...(alerts ? thresholdRecordings(target, alerts) : [])],
    alerts: () => (alerts ? serviceAlerts(target, alerts) : []),
    logRecordings: () => serviceLogRecordings(target),
    logAlerts: () => (alerts ? serviceLogAlerts(target, alerts) : []),
  };
}
