import { max, recorded, selector } from "../../lib/signals";
import { chosenContainer, chosenService, everyService, namespaceVariable } from "../expressions";
import type { Annotation, Dashboard } from "../model";
import { latency } from "./latency";
import { replicas } from "./replicas";
import { saturation } from "./saturation";
import { state } from "./state";
import { traffic } from "./traffic";

/** One service: what is wrong with it, since when, on which routes and pods, and what changed before. */
export function serviceDashboard(): Dashboard {
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
      {
        name: "route",
        title: "Route",
        label: "route",
        of: selector(recorded.requestsByRoute, chosenService),
        several: true,
      },
    ],
    rows: [state(), traffic(), latency(), saturation(), replicas()],
    annotations: [rollouts(), restarts()],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Prometheus", dashboard: "prometheus" },
      { title: "Alertmanager", dashboard: "alertmanager" },
    ],
  };
}

/** A ReplicaSet that gets its first pods: the creation time would miss a rollback, which wakes an old one up. */
function rollouts(): Annotation {
  const identity = ["namespace", "replicaset"];
  const wanted = selector("kube_replicaset_spec_replicas", {
    namespace: "$namespace",
    replicaset: { re: "$service-[a-z0-9]+" },
  });
  return {
    title: "Rollout",
    expr: `${max(wanted, identity)} > 0 unless ${max(`${wanted} offset $__interval`, identity)} > 0`,
    text: "{{replicaset}}",
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
