import { alertmanagerDashboard } from "./alertmanager";
import { clusterDashboard } from "./cluster";
import { collectorDashboard } from "./collector";
import { jaegerDashboard } from "./jaeger";
import { logsDashboard } from "./logs";
import { lokiDashboard } from "./loki";
import type { Dashboard } from "./model";
import { objectivesDashboard } from "./objectives";
import { nodeDashboard } from "./node";
import type { Parts } from "./parts";
import { prometheusDashboard } from "./prometheus";
import { serviceDashboard } from "./service";
import { servicesDashboard } from "./services";
import { stackDashboard } from "./stack";
import { traceDashboard, tracesDashboard } from "./traces";
import { triageDashboard } from "./triage";

export {
  alertmanagerDashboard,
  clusterDashboard,
  collectorDashboard,
  jaegerDashboard,
  logsDashboard,
  nodeDashboard,
  lokiDashboard,
  objectivesDashboard,
  prometheusDashboard,
  serviceDashboard,
  servicesDashboard,
  stackDashboard,
  traceDashboard,
  tracesDashboard,
  triageDashboard,
};

/** The dashboards of an installation that has these parts: as many for a thousand services as for one. */
export function defaultDashboards(parts: Parts = {}): Dashboard[] {
  return [
    servicesDashboard(parts),
    serviceDashboard(parts),
    triageDashboard(parts),
    objectivesDashboard(),
    ...(parts.logs ? [logsDashboard(parts)] : []),
    ...(parts.traces ? [tracesDashboard(parts), traceDashboard(parts)] : []),
    clusterDashboard(parts),
    nodeDashboard(parts),
    stackDashboard(parts),
    prometheusDashboard(),
    alertmanagerDashboard(),
    ...(parts.collector ? [collectorDashboard(parts)] : []),
    ...(parts.logs ? [lokiDashboard(parts)] : []),
    ...(parts.traces ? [jaegerDashboard(parts)] : []),
  ];
}
