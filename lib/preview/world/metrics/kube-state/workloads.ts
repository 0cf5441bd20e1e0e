import type { Labels } from "../../../sources";
import type { Cluster, Pod, Workload } from "../../cluster";
import { NOW, story } from "../../story";
import { BEGINNING, isReady, isThere, STARTUP } from "../life";
import type { Told } from "../series";
import { oneOf, plain, tell } from "./tell";

/** What kube-state-metrics tells of workloads, and of the revisions that a rollout brings. */
export function workloadStates({ workloads }: Cluster, from: Labels): Told[] {
  const of = (kind: Workload["kind"], label: string) =>
    workloads
      .filter((workload) => workload.kind === kind)
      .map((workload) => ({ workload, labels: { ...from, namespace: workload.namespace, [label]: workload.name } }));
  return [
    tell(of("Deployment", "deployment"), {
      kube_deployment_created: () => plain(BEGINNING),
      kube_deployment_metadata_generation: ({ workload }) => plain((time) => generation(workload, time)),
      kube_deployment_status_observed_generation: ({ workload }) => plain((time) => generation(workload, time)),
      kube_deployment_spec_paused: () => plain(0),
      kube_deployment_spec_replicas: ({ workload }) => plain(desired(workload)),
      kube_deployment_spec_strategy_rollingupdate_max_surge: () => plain(1),
      kube_deployment_spec_strategy_rollingupdate_max_unavailable: () => plain(0),
      kube_deployment_status_replicas: ({ workload }) => plain((time) => there(workload, time).length),
      kube_deployment_status_replicas_ready: ({ workload }) => plain((time) => ready(workload, time)),
      kube_deployment_status_replicas_available: ({ workload }) => plain((time) => ready(workload, time)),
      kube_deployment_status_replicas_unavailable: ({ workload }) =>
        plain((time) => Math.max(0, desired(workload) - ready(workload, time))),
      kube_deployment_status_replicas_updated: ({ workload }) => plain((time) => updated(workload, time)),
      kube_deployment_status_condition: () =>
        ["Available", "Progressing"].flatMap((condition) =>
          oneOf("status", STATUS, () => "true", {
            condition,
            reason: condition === "Available" ? "MinimumReplicasAvailable" : "NewReplicaSetAvailable",
          }),
        ),
    }),
    tell(of("StatefulSet", "statefulset"), {
      kube_statefulset_created: () => plain(BEGINNING),
      kube_statefulset_metadata_generation: () => plain(3),
      kube_statefulset_status_observed_generation: () => plain(3),
      kube_statefulset_replicas: ({ workload }) => plain(desired(workload)),
      kube_statefulset_status_replicas: ({ workload }) => plain(desired(workload)),
      kube_statefulset_status_replicas_available: ({ workload }) => plain((time) => ready(workload, time)),
      kube_statefulset_status_replicas_current: ({ workload }) => plain(desired(workload)),
      kube_statefulset_status_replicas_ready: ({ workload }) => plain((time) => ready(workload, time)),
      kube_statefulset_status_replicas_updated: ({ workload }) => plain(desired(workload)),
      kube_statefulset_status_current_revision: ({ workload }) => [[{ revision: revision(workload) }, 1]],
      kube_statefulset_status_update_revision: ({ workload }) => [[{ revision: revision(workload) }, 1]],
    }),
    tell(of("DaemonSet", "daemonset"), {
      kube_daemonset_created: () => plain(BEGINNING),
      kube_daemonset_metadata_generation: () => plain(2),
      kube_daemonset_status_observed_generation: () => plain(2),
      kube_daemonset_status_current_number_scheduled: ({ workload }) => plain(desired(workload)),
      kube_daemonset_status_desired_number_scheduled: ({ workload }) => plain(desired(workload)),
      kube_daemonset_status_number_available: ({ workload }) => plain((time) => ready(workload, time)),
      kube_daemonset_status_number_misscheduled: () => plain(0),
      kube_daemonset_status_number_ready: ({ workload }) => plain((time) => ready(workload, time)),
      kube_daemonset_status_number_unavailable: () => plain(0),
      kube_daemonset_status_updated_number_scheduled: ({ workload }) => plain(desired(workload)),
    }),
    tell(replicaSets(workloads, from), {
      kube_replicaset_spec_replicas: ({ workload, isNew }) =>
        plain((time) => (isOfNewRevision(workload, time) === isNew ? desired(workload) : 0)),
      kube_replicaset_owner: ({ workload }) => [
        [{ owner_kind: "Deployment", owner_name: workload.name, owner_is_controller: "true" }, 1],
      ],
    }),
  ];
}

export const STATUS = ["true", "false", "unknown"] as const;

function replicaSets(workloads: readonly Workload[], from: Labels) {
  return workloads
    .filter(({ kind }) => kind === "Deployment")
    .flatMap((workload) =>
      [...new Map(workload.pods.map(({ revision: name, ofNewRevision }) => [name, ofNewRevision]))].map(
        ([name, isNew]) => ({
          workload,
          isNew,
          labels: { ...from, namespace: workload.namespace, replicaset: name },
          ...(isNew && { isThere: (time: number) => time >= story.deploy - STARTUP }),
        }),
      ),
    );
}

/** Pods of one revision, which is how many there are to be. */
export function desired({ pods }: Workload): number {
  return pods.filter(({ ofNewRevision }) => !ofNewRevision).length;
}

export function ready(workload: Workload, time: number): number {
  return Math.min(desired(workload), workload.pods.filter((pod) => isReady(workload, pod, time)).length);
}

function there(workload: Workload, time: number): readonly Pod[] {
  return workload.pods.filter((pod) => isThere(workload, pod, time));
}

/** Pods of the revision that is wanted. */
function updated(workload: Workload, time: number): number {
  const isNew = isOfNewRevision(workload, time);
  return there(workload, time).filter(({ ofNewRevision }) => ofNewRevision === isNew).length;
}

function isOfNewRevision({ pods }: Workload, time: number): boolean {
  return (
    pods.some(({ ofNewRevision }) => ofNewRevision) && time >= story.deploy - STARTUP && time < story.rollback - STARTUP
  );
}

/** It grows with each rollout. */
function generation(workload: Workload, time: number): number {
  const changes = workload.pods.some(({ ofNewRevision }) => ofNewRevision) ? [story.deploy, story.rollback] : [];
  return 4 + changes.filter((change) => change - STARTUP <= Math.min(time, NOW)).length;
}

function revision({ pods }: Workload): string {
  return pods[0]?.revision ?? "";
}
