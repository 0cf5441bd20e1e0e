import { alertmanagerDashboard } from "./alertmanager";
import { collectorDashboard } from "./collector";
import { jaegerDashboard } from "./jaeger";
import { logsDashboard } from "./logs";
import { lokiDashboard } from "./loki";
import type { Dashboard } from "./model";
import type { Parts } from "./parts";
import { prometheusDashboard } from "./prometheus";
import { serviceDashboard } from "./service";
import { servicesDashboard } from "./services";
import { traceDashboard, tracesDashboard } from "./traces";

export {
  alertmanagerDashboard,
  collectorDashboard,
  jaegerDashboard,
  logsDashboard,
  lokiDashboard,
  prometheusDashboard,
  serviceDashboard,
  servicesDashboard,
  traceDashboard,
  tracesDashboard,
};

/** The dashboards of an installation that has these parts: as many for a thousand services as for one. */
export function defaultDashboards(parts: Parts = {}): Dashboard[] {
  return [
    servicesDashboard(parts),
    serviceDashboard(parts),
    ...(parts.logs ? [logsDashboard(parts)] : []),
    ...(parts.traces ? [tracesDashboard(parts), traceDashboard(parts)] : []),
    prometheusDashboard(),
    alertmanagerDashboard(),
    ...(parts.collector ? [collectorDashboard(parts)] : []),
    ...(parts.logs ? [lokiDashboard(parts)] : []),
    ...(parts.traces ? [jaegerDashboard(parts)] : []),
  ];
}
