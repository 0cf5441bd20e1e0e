import { max, selector } from "../../lib/signals";
import { chosenService, firing } from "../expressions";
import type { Annotation } from "../model";
import { chosenAutoscaler, chosenContainer, wantedRevisions } from "./target";

/** What happened to the service, drawn across all panels: most causes are seen by what came just before. */
export const events: readonly Annotation[] = [rollouts(), scalings(), restarts(), alerts()];

/**
 * A revision that was not wanted before. Its time of creation would miss a rollback, which wakes an old one up. A change of
 * a service's files of configuration is one too, as their checksum stands on its pods.
 */
function rollouts(): Annotation {
  return {
    title: "Rollout",
    expr: `${wantedRevisions()} unless ${wantedRevisions("offset $__interval")}`,
    text: "{{revision}}: another version, configuration or limit",
    color: "blue",
  };
}

/** Another number of pods is wanted than before. */
function scalings(): Annotation {
  const wanted = selector("kube_horizontalpodautoscaler_status_desired_replicas", chosenAutoscaler);
  const by = ["horizontalpodautoscaler"];
  return {
    title: "Scaling",
    expr: `${max(wanted, by)} != ${max(`${wanted} offset $__interval`, by)}`,
    text: "{{horizontalpodautoscaler}} wants another number of replicas",
    color: "purple",
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

/** A critical alert that did not fire before. Warnings would bury the changes, and stand in the table of alerts. */
function alerts(): Annotation {
  const all = firing({ ...chosenService, severity: "critical" });
  const by = ["alertname"];
  return {
    title: "Critical alert",
    expr: `${max(all, by)} unless ${max(`${all} offset $__interval`, by)}`,
    text: "{{alertname}}",
    color: "red",
  };
}
