import { alertmanagerDashboard } from "./alertmanager";
import type { Dashboard } from "./model";
import { prometheusDashboard } from "./prometheus";
import { serviceDashboard } from "./service";
import { servicesDashboard } from "./services";

export { alertmanagerDashboard, prometheusDashboard, serviceDashboard, servicesDashboard };

/** The dashboards of every installation: as many for a thousand services as for one. */
export function defaultDashboards(): Dashboard[] {
  return [servicesDashboard(), serviceDashboard(), prometheusDashboard(), alertmanagerDashboard()];
}
