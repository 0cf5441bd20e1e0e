import type { Duration } from "../../lib/core";
import { selector, steady, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { caseSeries } from "../case-series";

/** Names of what kube-state-metrics tells of HorizontalPodAutoscalers. */
export const autoscalerMetrics = {
  desired: "kube_horizontalpodautoscaler_status_desired_replicas",
  maximum: "kube_horizontalpodautoscaler_spec_max_replicas",
  minimum: "kube_horizontalpodautoscaler_spec_min_replicas",
  condition: "kube_horizontalpodautoscaler_status_condition",
} as const;

type Labels = Readonly<Record<string, string>>;

/** Matchers of the service's autoscaler. */
export function autoscaler({ namespace, scaling, workload }: ServiceTarget): {
  readonly namespace: string;
  readonly horizontalpodautoscaler: string;
} {
  return { namespace, horizontalpodautoscaler: scaling?.name ?? workload.name };
}

/** A series about the service's autoscaler, for a case. */
export function ofAutoscaler(
  target: ServiceTarget,
  metric: string,
  labels: Labels,
  ...phases: readonly Phase[]
): CaseSeries {
  return caseSeries(metric, { ...autoscaler(target), ...labels }, phases);
}

/** The same about others: one in the namespace, and one of the same name elsewhere. */
export function ofOtherAutoscalers(
  target: ServiceTarget,
  metric: string,
  labels: Labels,
  ...phases: readonly Phase[]
): CaseSeries[] {
  const { namespace, horizontalpodautoscaler } = autoscaler(target);
  return [{ horizontalpodautoscaler: `${horizontalpodautoscaler}-canary` }, { namespace: `${namespace}-test` }].map(
    (other) => ofAutoscaler(target, metric, { ...labels, ...other }, ...phases),
  );
}

/** A condition as kube-state-metrics tells it: a series for each status, of which one is 1. */
export function conditionIs(
  target: ServiceTarget,
  condition: string,
  ...statuses: readonly (readonly ["true" | "false" | "unknown", Duration])[]
): CaseSeries[] {
  return (["true", "false", "unknown"] as const).map((status) =>
    ofAutoscaler(
      target,
      autoscalerMetrics.condition,
      { condition, status },
      ...statuses.map(([is, duration]) => steady(is === status ? 1 : 0, duration)),
    ),
  );
}

/** A selector of one of its conditions. */
export function conditionSelector(
  target: ServiceTarget,
  condition: string | { readonly re: string },
  status: string,
): string {
  return selector(autoscalerMetrics.condition, { ...autoscaler(target), condition, status });
}
