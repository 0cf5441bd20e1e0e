import type { Duration } from "../../lib/core";
import { max, series, steady, type CaseSeries, type ServiceTarget } from "../../lib/signals";
import { plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { replicas } from "../replicas";
import { where } from "../text";
import { autoscalerMetrics, conditionIs, conditionSelector, ofOtherAutoscalers } from "./autoscaler-series";

/** The autoscaler does not do its work: the service keeps its size, whatever the load. */
export const autoscalerUnable = conditionAlert({
  property: "autoscalerUnable",
  alert: "ServiceAutoscalerUnable",
  option: (alerts) => alerts.autoscalerUnable,
  severity: "warning",
  for: "10m",
  appliesTo: ({ scaling }) => scaling !== undefined,
  rule: (target, { for: wait }) => ({
    // Whoever scales a workload to zero switches its autoscaler off, which then says that scaling is not active.
    expr:
      `${max(conditionSelector(target, { re: "AbleToScale|ScalingActive" }, "false"), ["condition"])} == 1` +
      ` unless on () ${max(replicas(target, "wanted"))} == 0`,
    summary: `${target.service} is not scaled: {{ $labels.condition }} is false`,
    description:
      `The autoscaler ${target.scaling?.name ?? ""} of ${where(target)} has told for ${wait} that {{ $labels.condition }} is false, and the service keeps its size. ` +
      `ScalingActive is false where it reads no metrics: look at metrics-server and at the pods' requests. ` +
      `AbleToScale is false where it cannot reach or change the workload. kubectl describe tells its reason.`,
  }),
  cases: (target, { for: wait }) => {
    const whole = plus(wait, "40m");
    const long = plus(wait, "10m");
    const healthy = ["AbleToScale", "ScalingActive"].flatMap((condition) =>
      conditionIs(target, condition, ["true", whole]),
    );
    const within = conditionIs(target, "ScalingLimited", ["false", whole]);
    const others = ["AbleToScale", "ScalingActive"].flatMap((condition) =>
      ofOtherAutoscalers(target, autoscalerMetrics.condition, { condition, status: "false" }, steady(1, whole)),
    );
    return [
      ...["AbleToScale", "ScalingActive"].map((condition) => ({
        name: `${condition} is false, then true`,
        series: [
          ...healthy.filter(({ series: name }) => !name.includes(`"${condition}"`)),
          ...conditionIs(target, condition, ["true", "5m"], ["false", long], ["true", "20m"]),
          ...within,
          ...wanted(target, 3, whole),
        ],
        fires: { since: "5m" as const, until: plus("5m", long), labels: { condition } },
      })),
      {
        name: "both are false",
        series: ["AbleToScale", "ScalingActive"].flatMap((condition) =>
          conditionIs(target, condition, ["false", long]),
        ),
        fires: { since: "0s", labels: [{ condition: "AbleToScale" }, { condition: "ScalingActive" }] },
      },
      ...(wait === "0s"
        ? []
        : [
            {
              name: "no metrics yet after a start",
              series: [...conditionIs(target, "ScalingActive", ["true", "5m"], ["false", plus(wait)], ["true", "30m"])],
              stays: "pending",
            } as const,
          ]),
      { name: "as it should be", series: [...healthy, ...within, ...wanted(target, 3, whole)], stays: "inactive" },
      {
        name: "scaled to zero, as others are not",
        series: [...conditionIs(target, "ScalingActive", ["false", whole]), ...wanted(target, 0, whole)],
        stays: "inactive",
      },
      { name: "others cannot", series: [...others, ...wanted(target, 3, whole)], stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

/** How many replicas it should have, beside others that should have three. */
function wanted(target: ServiceTarget, count: number, whole: Duration): CaseSeries[] {
  return [
    series(replicas(target, "wanted"), steady(count, whole)),
    ...neighbours(target).map((other) => series(replicas(other, "wanted"), steady(3, whole))),
  ];
}
