import { max, missing, series, steady, type AlertCase, type Phase, type ServiceTarget } from "../../lib/signals";
import { oneStepBefore, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { ofWorkload, replicas } from "../replicas";
import { where } from "../text";

/** A new version that does not become ready; the old one goes on serving, which is why nothing else tells. */
export const rolloutStuck = conditionAlert({
  property: "rolloutStuck",
  alert: "ServiceRolloutStuck",
  option: (alerts) => alerts.rolloutStuck,
  severity: "warning",
  for: "1m",
  step: "15s",
  rule: (target) => {
    const isDeployment = target.workload.kind === "Deployment";
    const deadline = isDeployment ? "within the rollout's deadline" : "within ten minutes";
    return {
      expr: isDeployment ? `${max(deadlinePassed(target))} == 1` : statefulSetIsStuck(target),
      summary: `The rollout of ${target.service} is stuck`,
      description:
        `The new pods of ${where(target)} did not become ready ${deadline}; the old ones still serve. ` +
        `Their events tell a missing image from a missing Secret and from a failing probe.`,
    };
  },
  cases: (target, { for: wait }) => {
    const long = plus(wait, "5m");
    return target.workload.kind === "Deployment" ? deploymentCases(target, long) : statefulSetCases(target, long);
  },
});

/** What tells that a rollout is under way that `rolloutStuck` tells of, once it takes too long: 1, without labels. */
export function rolloutOf(target: ServiceTarget): string {
  return target.workload.kind === "Deployment" ? `${max(deadlinePassed(target))} == 1` : `max(${twoRevisions(target)})`;
}

/** 1 where a Deployment made no progress within its `progressDeadlineSeconds`. */
export function deadlinePassed(target: ServiceTarget): string {
  return ofWorkload(target, "kube_deployment_status_condition", { condition: "Progressing", status: "false" });
}

/** A condition of a Deployment, 1 where it has this status. */
export function conditionOf(target: ServiceTarget, condition: string, status: string, ...phases: readonly Phase[]) {
  return series(ofWorkload(target, "kube_deployment_status_condition", { condition, status }), ...phases);
}

/** A revision of a StatefulSet, which kube-state-metrics tells by the label `revision`. */
export function revision(
  target: ServiceTarget,
  which: "current" | "update",
  name: string,
  ...phases: readonly Phase[]
) {
  return series(ofWorkload(target, `kube_statefulset_status_${which}_revision`, { revision: name }), ...phases);
}

/**
 * A StatefulSet has no deadline: ten minutes in which no pod becomes ready, or stops being so, are one. With a `partition`,
 * or where pods are replaced by hand, it has two revisions for good; then all its pods are ready.
 */
function statefulSetIsStuck(target: ServiceTarget): string {
  return (
    `max(${twoRevisions(target)}) and max(changes(${replicas(target, "ready")}[10m])) == 0` +
    ` and ${max(replicas(target, "ready"))} < ${max(replicas(target, "wanted"))}`
  );
}

function twoRevisions(target: ServiceTarget): string {
  const current = ofWorkload(target, "kube_statefulset_status_current_revision");
  return `${current} unless on (revision) ${ofWorkload(target, "kube_statefulset_status_update_revision")}`;
}

function deploymentCases(target: ServiceTarget, long: ReturnType<typeof plus>): AlertCase[] {
  const hour = plus(long, "1h");
  return [
    {
      name: "the deadline passes, and later the rollout goes on",
      series: [
        conditionOf(target, "Progressing", "false", steady(0, "10m"), steady(1, long), steady(0, "5m")),
        conditionOf(target, "Progressing", "true", steady(1, "10m"), steady(0, long), steady(1, "5m")),
      ],
      fires: { since: "10m", until: plus("10m", long) },
    },
    {
      name: "a rollout under way, other conditions, and rollouts of others that are stuck",
      series: [
        conditionOf(target, "Progressing", "false", steady(0, hour)),
        conditionOf(target, "Progressing", "true", steady(1, hour)),
        conditionOf(target, "Progressing", "unknown", steady(1, hour)),
        conditionOf(target, "Available", "false", steady(1, hour)),
        ...neighbours(target).map((other) => conditionOf(other, "Progressing", "false", steady(1, hour))),
      ],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}

function statefulSetCases(target: ServiceTarget, long: ReturnType<typeof plus>): AlertCase[] {
  const end = plus(long, "2h");
  const two = [revision(target, "current", "old", steady(1, end)), revision(target, "update", "new", steady(1, end))];
  const ready = (...phases: readonly Phase[]) => series(replicas(target, "ready"), ...phases);
  const three = series(replicas(target, "wanted"), steady(3, end));
  const others = neighbours(target);
  return [
    {
      name: "the second pod of the new revision does not become ready, and later it does",
      series: [
        revision(target, "current", "old", steady(1, end)),
        revision(target, "update", "old", steady(1, "10m")),
        revision(target, "update", "new", missing("10m"), steady(1, end)),
        three,
        ready(steady(3, "10m"), steady(2, "2m"), steady(3, "3m"), steady(2, plus(long, "9m")), steady(3, "20m")),
        // Others that roll out at their own pace, and one whose revision is called like ours.
        ...others.flatMap((other) => [
          series(replicas(other, "wanted"), steady(1, end)),
          series(replicas(other, "ready"), ...Array.from({ length: 60 }, (_, i) => steady(8 + (i % 2), "1m"))),
          revision(other, "update", "old", steady(1, end)),
        ]),
      ],
      // Ten minutes after the last change, which is seen for as long as the sample before it is.
      fires: { since: oneStepBefore("25m", "15s"), until: plus("24m", long) },
    },
    {
      name: "a pod every eight minutes",
      series: [
        ...two,
        three,
        ready(...Array.from({ length: 4 }, () => [steady(3, "1m"), steady(2, "7m")]).flat(), steady(3, end)),
      ],
      stays: "inactive",
    },
    {
      name: "a partition: two revisions for good, and every pod is ready, other than those of others",
      series: [
        ...two,
        three,
        ready(steady(3, end)),
        ...others.map((other) => series(replicas(other, "wanted"), steady(9, end))),
      ],
      stays: "inactive",
    },
    {
      name: "a pod is not ready without a rollout, while others roll out",
      series: [
        revision(target, "current", "old", steady(1, end)),
        revision(target, "update", "old", steady(1, end)),
        three,
        ready(steady(2, end)),
        ...others.flatMap((other) => [
          revision(other, "current", "older", steady(1, end)),
          revision(other, "update", "newer", steady(1, end)),
        ]),
      ],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}
