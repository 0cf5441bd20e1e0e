import { recorded, selector } from "../../lib/signals";
import { chosenService, namespaceVariable, serviceVariable } from "../expressions";
import type { Dashboard } from "../model";
import { serviceLinks, type Parts } from "../parts";
import { events } from "./annotations";
import { dependencies } from "./dependencies";
import { evidence } from "./evidence";
import { latency } from "./latency";
import { objectives } from "./objectives";
import { probes } from "./probes";
import { replicas } from "./replicas";
import { saturation } from "./saturation";
import { state } from "./state";
import { targetVariables } from "./target";
import { chosenRoutes, traffic } from "./traffic";
import { versions } from "./versions";

/** One service: what is wrong with it, since when, on which routes and pods, and what changed before. */
export function serviceDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "service",
    title: "Service",
    description: "One service: what is wrong with it, since when, on which routes and pods, and what changed before.",
    variables: [
      namespaceVariable,
      serviceVariable,
      ...targetVariables,
      {
        name: "route",
        title: "Route",
        label: "route",
        of: selector(recorded.requestsByRoute, chosenService),
        several: true,
      },
    ],
    rows: [
      state(),
      traffic(),
      versions(chosenRoutes),
      latency(parts),
      objectives(),
      ...(parts.traces ? [dependencies()] : []),
      ...evidence(parts),
      saturation(),
      replicas(),
      probes(),
    ],
    annotations: events,
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Objectives", dashboard: "objectives" },
      ...serviceLinks(parts, "service"),
      { title: "Prometheus", dashboard: "prometheus" },
      { title: "Alertmanager", dashboard: "alertmanager" },
    ],
  };
}
