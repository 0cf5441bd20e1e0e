import { max, series, steady, type AlertCase, type Phase, type ServiceTarget } from "../../lib/signals";
import { patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { replicas } from "../replicas";
import { where } from "../text";
import { conditionOf, revision, rolloutOf } from "./rollout-stuck";

/** Fewer replicas than there should be, and nothing changes: nodes are full, or pods fail. */
export const replicasMissing = conditionAlert({
  property: "replicasMissing",
  alert: "ServiceReplicasMissing",
  option: (alerts) => alerts.replicasMissing,
  severity: "warning",
  for: "15m",
  rule: (target, { for: wait }) => ({
    expr:
      `${max(replicas(target, "wanted"))} - ${max(replicas(target, "available"))} > 0` +
      // Pods come and go in a rollout, and while an autoscaler is at work.
      ` and max(changes(${replicas(target, "updated")}[10m])) == 0 unless ${rolloutOf(target)}`,
    summary: `${target.service} is short of {{ $value }} of its replicas`,
    description:
      `For ${wait} {{ $value }} of the replicas of ${where(target)} have not been available. ` +
      `A pod that is Pending finds no node with room for it; of one that runs, its log and its events tell more.`,
  }),
  cases: (target, { for: wait }) => {
    const long = plus(wait, "5m");
    const end = plus(long, "2h");
    const of = (which: "wanted" | "available" | "updated", ...phases: readonly Phase[]) =>
      series(replicas(target, which), ...phases);
    const unchanged = of("updated", steady(3, end));
    const short = [of("wanted", steady(3, end)), of("available", steady(2, end))];
    return [
      {
        name: "one replica is missing after a change, and later it is there",
        series: [
          ...noRollout(target, end, "new"),
          of("wanted", steady(3, end)),
          of("available", steady(3, "15m"), steady(2, plus("14m", long)), steady(3, "10m")),
          of("updated", steady(2, "20m"), steady(3, plus("30m", long))),
          ...neighbours(target).flatMap((other) => [
            series(replicas(other, "wanted"), steady(9, end)),
            series(replicas(other, "available"), steady(9, end)),
            series(replicas(other, "updated"), ...Array.from({ length: 60 }, (_, i) => steady(i % 2, "1m"))),
            ...rollout(other, end),
          ]),
        ],
        // Ten minutes after the change, which is seen for as long as the sample before it is.
        fires: { since: "29m", until: plus("29m", long) },
      },
      {
        name: "all replicas are there",
        series: [of("wanted", steady(3, end)), of("available", steady(3, end)), unchanged],
        stays: "inactive",
      },
      {
        name: "a slow rollout, a pod every eight minutes",
        series: [
          of("wanted", steady(5, end)),
          of("available", steady(5, "10m"), steady(4, "48m"), steady(5, "10m")),
          of("updated", steady(5, "10m"), ...[0, 1, 2, 3, 4].map((count) => steady(count, "8m")), steady(5, "18m")),
        ],
        stays: "inactive",
      },
      ...patient(wait, 1, {
        name: "an autoscaler adds replicas, which start within some minutes",
        series: [
          of("wanted", steady(3, "10m"), steady(5, "30m")),
          of("updated", steady(3, "11m"), steady(5, "29m")),
          of("available", steady(3, "14m"), steady(5, "26m")),
        ],
        stays: "pending" as const,
      }),
      {
        name: "a rollout that rolloutStuck tells of",
        series: [
          ...short,
          unchanged,
          ...rollout(target, end),
          ...neighbours(target).flatMap((other) => noRollout(other, end, "old")),
        ],
        stays: "inactive",
      },
      {
        name: "scaled to zero",
        series: [of("wanted", steady(0, end)), of("available", steady(3, end)), of("updated", steady(3, end))],
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

function rollout(target: ServiceTarget, end: ReturnType<typeof plus>): AlertCase["series"] {
  return target.workload.kind === "Deployment"
    ? [conditionOf(target, "Progressing", "false", steady(1, end))]
    : [revision(target, "current", "old", steady(1, end)), revision(target, "update", "new", steady(1, end))];
}

/** Its opposite, and what looks like it; of a StatefulSet, at one revision. */
function noRollout(target: ServiceTarget, end: ReturnType<typeof plus>, name: string): AlertCase["series"] {
  return target.workload.kind === "Deployment"
    ? [
        conditionOf(target, "Progressing", "false", steady(0, end)),
        conditionOf(target, "Progressing", "true", steady(1, end)),
        conditionOf(target, "Available", "false", steady(1, end)),
      ]
    : [revision(target, "current", name, steady(1, end)), revision(target, "update", name, steady(1, end))];
}
