import { max, recorded, selector } from "../../lib/signals";
import { chosenService, everyService, namespaceVariable } from "../expressions";
import type { Annotation, Dashboard } from "../model";
import { serviceLinks, type Parts } from "../parts";
import { latency } from "./latency";
import { objectives } from "./objectives";
import { probes } from "./probes";
import { replicas } from "./replicas";
import { saturation } from "./saturation";
import { state } from "./state";
import { chosenContainer, targetVariables, wantedRevisions } from "./target";
import { traffic } from "./traffic";

/** One service: what is wrong with it, since when, on which routes and pods, and what changed before. */
export function serviceDashboard(parts: Parts = {}): Dashboard {
  return {
    uid: "service",
    title: "Service",
    description: "One service: what is wrong with it, since when, on which routes and pods, and what changed before.",
    variables: [
      namespaceVariable,
      {
        name: "service",
        title: "Service",
        label: "service",
        of: everyService({ namespace: "$namespace" }),
      },
      ...targetVariables,
      {
        name: "route",
        title: "Route",
        label: "route",
        of: selector(recorded.requestsByRoute, chosenService),
        several: true,
      },
    ],
    rows: [state(), objectives(), traffic(), latency(parts), probes(), saturation(), replicas()],
    annotations: [rollouts(), restarts()],
    links: [
      { title: "All services", dashboard: "services" },
      ...serviceLinks(parts, "service"),
      { title: "Prometheus", dashboard: "prometheus" },
      { title: "Alertmanager", dashboard: "alertmanager" },
    ],
  };
}

/** A revision that was not wanted before. Its time of creation would miss a rollback, which wakes an old one up. */
function rollouts(): Annotation {
  return {
    title: "Rollout",
    expr: `${wantedRevisions()} unless ${wantedRevisions("offset $__interval")}`,
    text: "{{revision}}",
    color: "blue",
  };
}

function restarts(): Annotation {
  const total = selector("kube_pod_container_status_restarts_total", chosenContainer);
  return {
    title: "Restart",
    expr: `${max(total, ["pod"])} > ${max(`${total} offset $__interval`, ["pod"])}`,
    text: "{{pod}}",
    color: "orange",
  };
}
