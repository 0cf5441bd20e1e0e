import type { Dashboard } from "../model";
import { programLinks, type Parts } from "../parts";
import { clusterMetrics } from "./cluster-metrics";
import { grafana } from "./grafana";
import { lost } from "./lost";
import { nodeMetrics } from "./node-metrics";
import { probing } from "./probing";
import { programs } from "./programs";
import { scraping } from "./scraping";
import { state } from "./state";

/** The stack watching itself: all of its programs at a glance, and those without a dashboard of their own in detail. */
export function stackDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "stack",
    title: "Observability",
    description:
      "Whether what watches the services is itself well: every program of the stack, and what any of them loses.",
    rows: [state(), programs(parts), lost(parts), scraping(), clusterMetrics(), nodeMetrics(), probing(), grafana()],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Prometheus", dashboard: "prometheus" },
      { title: "Alertmanager", dashboard: "alertmanager" },
      ...programLinks(parts, "stack"),
    ],
  };
}
