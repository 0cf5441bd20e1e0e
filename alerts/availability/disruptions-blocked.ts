import { max, selector, series, steady, type AlertCase, type Phase, type ServiceTarget } from "../../lib/signals";
import { patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { where } from "../text";

type Status = "expected_pods" | "desired_healthy" | "current_healthy" | "pod_disruptions_allowed";

/** Its budget is used up by pods that are not healthy: nodes cannot be drained, and one more failure may be an outage. */
export const disruptionsBlocked = conditionAlert({
  property: "disruptionsBlocked",
  alert: "ServiceDisruptionsBlocked",
  option: (alerts) => alerts.disruptionsBlocked,
  severity: "warning",
  for: "30m",
  appliesTo: ({ disruptionBudget }) => disruptionBudget !== undefined,
  rule: (target, { for: wait }) => {
    const of = (status: Status) => max(budget(target, status));
    return {
      expr: [
        `${of("expected_pods")} - ${of("current_healthy")} > 0`,
        `and ${of("pod_disruptions_allowed")} == 0`,
        // A budget that never allows any is somebody's decision.
        `and ${of("desired_healthy")} < ${of("expected_pods")}`,
      ].join(" "),
      summary: `No pod of ${target.service} may be evicted, as {{ $value }} of them are not healthy`,
      description:
        `For ${wait} the PodDisruptionBudget ${target.disruptionBudget} of ${where(target)} has allowed no disruption: ` +
        `{{ $value }} of its pods are missing or not ready. Until they are, nodes with its other pods cannot be drained.`,
    };
  },
  cases: (target, { for: wait }) => {
    const long = plus(wait, "5m");
    const end = plus(long, "1h");
    const others = neighbours(target).flatMap((other) =>
      budgetOf(other, end, { expected: 9, desired: 9, healthy: 9, allowed: 9 }),
    );
    const usual = { expected: 3, desired: 2, healthy: 2, allowed: 0 };
    return [
      {
        name: "a pod is not healthy, and later it is",
        series: [
          ...others,
          series(budget(target, "expected_pods"), steady(3, end)),
          series(budget(target, "desired_healthy"), steady(2, end)),
          series(budget(target, "current_healthy"), steady(3, "10m"), steady(2, long), steady(3, "10m")),
          series(budget(target, "pod_disruptions_allowed"), steady(1, "10m"), steady(0, long), steady(1, "10m")),
        ],
        fires: { since: "10m", until: plus("10m", long) },
      },
      ...patient(wait, 5, {
        name: "a rollout",
        series: budgetOf(target, end, usual, [steady(3, "10m"), steady(2, "5m"), steady(3, "30m")]),
        stays: "pending" as const,
      }),
      {
        name: "the budget never allows any",
        series: [...others, ...budgetOf(target, end, { ...usual, desired: 3 })],
        stays: "inactive",
      },
      {
        name: "a pod is not healthy, and another may be evicted all the same",
        series: budgetOf(target, end, { ...usual, desired: 1, allowed: 1 }),
        stays: "inactive",
      },
      { name: "an eviction is under way", series: budgetOf(target, end, { ...usual, healthy: 3 }), stays: "inactive" },
      {
        name: "scaled to zero",
        series: budgetOf(target, end, { expected: 0, desired: 0, healthy: 0, allowed: 0 }),
        stays: "inactive",
      },
      {
        name: "other budgets",
        series: neighbours(target).flatMap((other) => budgetOf(other, end, usual)),
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

function budget({ namespace, disruptionBudget = "" }: ServiceTarget, status: Status): string {
  return selector(`kube_poddisruptionbudget_status_${status}`, { namespace, poddisruptionbudget: disruptionBudget });
}

interface Budget {
  readonly expected: number;
  readonly desired: number;
  readonly healthy: number;
  readonly allowed: number;
}

function budgetOf(
  target: ServiceTarget,
  end: ReturnType<typeof plus>,
  { expected, desired, healthy, allowed }: Budget,
  health: readonly Phase[] = [steady(healthy, end)],
): AlertCase["series"] {
  return [
    series(budget(target, "expected_pods"), steady(expected, end)),
    series(budget(target, "desired_healthy"), steady(desired, end)),
    series(budget(target, "current_healthy"), ...health),
    series(budget(target, "pod_disruptions_allowed"), steady(allowed, end)),
  ];
}
