import { max, selector, type Matchers } from "../../lib/signals";
import { chosenService, everyService } from "../expressions";
import type { LabelVariable } from "../model";

/**
 * What the chosen service is made of, as it tells itself: its pods, its container and its autoscaler have names of their
 * own. It has a Deployment or a StatefulSet; the other variable is empty then, and finds nothing.
 */
export const targetVariables: readonly LabelVariable[] = [
  part("pods", "pods"),
  part("container", "container"),
  part("deployment", "workload", { workload_kind: "Deployment" }),
  part("statefulset", "workload", { workload_kind: "StatefulSet" }),
  part("hpa", "horizontalpodautoscaler"),
];

/** Matchers of its container in all of its pods. */
export const chosenContainer: Matchers = {
  namespace: "$namespace",
  pod: { re: "$pods" },
  container: "$container",
};

export const chosenAutoscaler: Matchers = { namespace: "$namespace", horizontalpodautoscaler: "$hpa" };

const REPLICAS = {
  desired: ["kube_deployment_spec_replicas", "kube_statefulset_replicas"],
  available: ["kube_deployment_status_replicas_available", "kube_statefulset_status_replicas_available"],
  updated: ["kube_deployment_status_replicas_updated", "kube_statefulset_status_replicas_updated"],
} as const;

/** How many pods its workload should have, has available, or has in the newest version. */
export function replicasOfWorkload(which: keyof typeof REPLICAS): string {
  const [deployment, statefulSet] = REPLICAS[which];
  return max(`${selector(deployment, chosenDeployment)} or ${selector(statefulSet, chosenStatefulSet)}`);
}

/** The revisions of its workload that should have pods, by name: ReplicaSets, or ControllerRevisions of a StatefulSet. */
export function wantedRevisions(modifier = ""): string {
  const at = modifier === "" ? "" : ` ${modifier}`;
  const replicaSets = selector("kube_replicaset_spec_replicas", {
    namespace: "$namespace",
    replicaset: { re: "$deployment-[a-z0-9]+" },
  });
  const ofDeployment = `label_replace(${replicaSets}${at} > 0, "revision", "$1", "replicaset", "(.*)")`;
  const ofStatefulSet = selector("kube_statefulset_status_update_revision", chosenStatefulSet) + at;
  return max(`${ofDeployment} or ${ofStatefulSet}`, ["revision"]);
}

const chosenDeployment: Matchers = { namespace: "$namespace", deployment: "$deployment" };
const chosenStatefulSet: Matchers = { namespace: "$namespace", statefulset: "$statefulset" };

function part(name: string, label: string, matchers: Matchers = {}): LabelVariable {
  return { name, title: name, label, of: everyService({ ...chosenService, ...matchers }), hidden: true };
}
