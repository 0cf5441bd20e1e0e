import { selector, steady, type CaseSeries, type ServiceTarget } from "../../lib/signals";
import { plus } from "../case-time";
import { conditionAlert } from "../definition";
import { where } from "../text";
import {
  autoscaler,
  autoscalerMetrics,
  conditionIs,
  conditionSelector,
  ofAutoscaler,
  ofOtherAutoscalers,
} from "./autoscaler-series";

/**
 * The autoscaler is at its maximum and would go further. To be at the maximum is what the load needs and no alert; and where
 * minimum and maximum are equal, it is a fixed size and not a limit reached, whatever the autoscaler says.
 * @see https://github.com/kubernetes-monitoring/kubernetes-mixin/issues/1293
 */
export const autoscalerAtMaximum = conditionAlert({
  property: "autoscalerAtMaximum",
  alert: "ServiceAutoscalerAtMaximum",
  option: (alerts) => alerts.autoscalerAtMaximum,
  severity: "warning",
  for: "15m",
  appliesTo: ({ scaling }) => scaling !== undefined && scaling.min < scaling.max,
  rule: (target, { for: wait }) => {
    const of = (metric: string): string => selector(metric, autoscaler(target));
    const { desired, maximum, minimum } = autoscalerMetrics;
    return {
      // ScalingLimited is also true at the minimum, where fewer replicas would do.
      expr:
        `${of(desired)} >= on () (${of(maximum)} > on () ${of(minimum)})` +
        ` and on () ${conditionSelector(target, "ScalingLimited", "true")} == 1`,
      summary: `${target.service} needs more than its maximum of {{ $value | humanize }} replicas`,
      description:
        `The autoscaler ${target.scaling?.name ?? ""} of ${where(target)} has wanted more than {{ $value | humanize }} replicas for ${wait}. ` +
        `Raise scaling.max if the load is real, and look for what made each request dearer if it is not.`,
    };
  },
  cases: (target, { for: wait }) => {
    const whole = plus(wait, "40m");
    const { min, max } = bounds(target);
    const long = plus(wait, "10m");
    const { desired, maximum, minimum } = autoscalerMetrics;
    const size = (from: number, to: number): CaseSeries[] => [
      ofAutoscaler(target, minimum, {}, steady(from, whole)),
      ofAutoscaler(target, maximum, {}, steady(to, whole)),
    ];
    const wants = (replicas: number): CaseSeries => ofAutoscaler(target, desired, {}, steady(replicas, whole));
    const limited = (is: "true" | "false"): CaseSeries[] => conditionIs(target, "ScalingLimited", [is, whole]);
    const active = conditionIs(target, "ScalingActive", ["true", whole]);
    const others = [
      ...ofOtherAutoscalers(target, desired, {}, steady(max, whole)),
      ...ofOtherAutoscalers(target, maximum, {}, steady(max, whole)),
      ...ofOtherAutoscalers(target, minimum, {}, steady(1, whole)),
      ...ofOtherAutoscalers(
        target,
        autoscalerMetrics.condition,
        { condition: "ScalingLimited", status: "true" },
        steady(1, whole),
      ),
    ];
    return [
      {
        name: "at the maximum and held back by it, then one below",
        series: [
          ofAutoscaler(target, desired, {}, steady(max - 1, "5m"), steady(max, long), steady(max - 1, "20m")),
          ...size(min, max),
          ...limited("true"),
          ...active,
          ...others,
        ],
        fires: { since: "5m", until: plus("5m", long), value: max },
      },
      {
        name: "at the maximum, which is what the load needs",
        series: [wants(max), ...size(min, max), ...limited("false"), ...active, ...others],
        stays: "inactive",
      },
      {
        name: "at the minimum, and held back by that",
        series: [wants(min), ...size(min, max), ...limited("true"), ...active, ...others],
        stays: "inactive",
      },
      ...(wait === "0s"
        ? []
        : [
            {
              name: "at the maximum for a moment",
              series: [
                ofAutoscaler(target, desired, {}, steady(min, "5m"), steady(max, plus(wait)), steady(min, "30m")),
                ...size(min, max),
                ...limited("true"),
              ],
              stays: "pending",
            } as const,
          ]),
      {
        name: "a fixed size, of which more would do, or less",
        series: [wants(max), ...size(max, max), ...limited("true"), ...active],
        stays: "inactive",
      },
      { name: "others at their maximum", series: others, stays: "inactive" },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

function bounds({ scaling }: ServiceTarget): { readonly min: number; readonly max: number } {
  return scaling ?? { min: 1, max: 2 };
}
