import { formatDuration, parseDuration } from "../../lib/core";
import { max, podSeries, selector, series, steady, type Phase, type ServiceTarget } from "../../lib/signals";
import { podName } from "../case-series";
import { patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { where } from "../text";

/** A pod that runs and gets no requests. */
export const notReady = conditionAlert({
  property: "notReady",
  alert: "ServiceNotReady",
  option: (alerts) => alerts.notReady,
  severity: "warning",
  for: "10m",
  forOf: ({ startupSeconds }) => formatDuration(Math.max(parseDuration("10m"), 2 * startupSeconds * 1000)),
  rule: (target, { for: wait }) => ({
    expr: [
      unreadyPods(target),
      // Neither what is not started, of which other alerts tell, nor what is finished.
      `and on (pod) ${selector("kube_pod_status_phase", { ...podSeries(target), phase: "Running" })} == 1`,
      // Pods that are about to go, and those of a node that is gone.
      `unless on (pod) ${selector("kube_pod_deletion_timestamp", { namespace: target.namespace })}`,
    ].join(" "),
    summary: `{{ $labels.pod }} of ${target.service} runs and is not ready`,
    description:
      `Pod {{ $labels.pod }} of ${where(target)} has not been ready for ${wait} and gets no requests. ` +
      `Its events tell what its readiness check answers; its log tells what it waits for.`,
  }),
  cases: (target, { for: wait }) => {
    const long = plus(wait, "5m");
    const end = plus(long, "1h");
    const [one, two] = [podName(target), podName(target, 1)];
    const [similar, elsewhere] = neighbours(target);
    const unready = (...of: readonly ServiceTarget[]) =>
      of.flatMap((each) => [
        ready(each, podName(each), steady(0, end)),
        phase(each, podName(each), "Running", steady(1, end)),
      ]);
    return [
      {
        name: "one of two pods is not ready any more, and later it is",
        series: [
          ready(target, one, steady(1, "10m"), steady(0, long), steady(1, "5m")),
          conditionOf(target, one, "false", steady(0, "10m"), steady(1, long), steady(0, "5m")),
          phase(target, one, "Running", steady(1, end)),
          phase(target, one, "Pending", steady(0, end)),
          ready(target, two, steady(1, end)),
          phase(target, two, "Running", steady(1, end)),
          ready(elsewhere, one, steady(1, end)),
          deleted(elsewhere, one, steady(1, end)),
          deleted(similar, podName(similar), steady(1, end)),
        ],
        fires: { since: "10m", until: plus("10m", long), labels: { pod: one } },
      },
      {
        name: "a pod that is not ready beside one that is being deleted",
        series: [
          ...unready(target),
          ready(target, two, steady(0, end)),
          phase(target, two, "Running", steady(1, end)),
          deleted(target, two, steady(1, end)),
        ],
        fires: { since: "0s", labels: { pod: one } },
      },
      {
        name: "not started, and finished",
        series: [
          ready(target, one, steady(0, end)),
          phase(target, one, "Running", steady(0, end)),
          phase(target, one, "Pending", steady(1, end)),
          ready(target, two, steady(0, end)),
          phase(target, two, "Running", steady(0, end)),
          phase(target, two, "Succeeded", steady(1, end)),
          ready(target, podName(target, 2), steady(1, end)),
          phase(target, podName(target, 2), "Running", steady(1, end)),
          ...unready(similar, elsewhere),
        ],
        stays: "inactive",
      },
      { name: "being deleted", series: [...unready(target), deleted(target, one, steady(1, end))], stays: "inactive" },
      ...patient(wait, 3, {
        name: "a rollout: a pod comes, and another goes",
        series: [
          ready(target, one, steady(0, "5m"), steady(1, "30m")),
          phase(target, one, "Running", steady(0, "2m"), steady(1, "33m")),
          ready(target, two, steady(1, "5m"), steady(0, "3m")),
          phase(target, two, "Running", steady(1, "8m")),
          deleted(target, two, { kind: "missing", for: "5m" }, steady(1, "3m")),
        ],
        stays: "pending" as const,
      }),
      {
        name: "other services, and one of this name elsewhere",
        series: unready(similar, elsewhere),
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

/** 0 for each pod that is not ready. */
export function unreadyPods(target: ServiceTarget): string {
  const ready = selector("kube_pod_status_ready", { ...podSeries(target), condition: "true" });
  return `${max(ready, ["pod"])} == 0`;
}

/** Whether a pod is ready, as kube-state-metrics tells it. */
export function ready(target: ServiceTarget, pod: string, ...phases: readonly Phase[]) {
  return conditionOf(target, pod, "true", ...phases);
}

/** One of the series by which kube-state-metrics tells whether a pod is ready. */
export function conditionOf(
  { namespace }: ServiceTarget,
  pod: string,
  condition: "true" | "false" | "unknown",
  ...phases: readonly Phase[]
) {
  return series(selector("kube_pod_status_ready", { namespace, pod, condition }), ...phases);
}

function phase({ namespace }: ServiceTarget, pod: string, name: string, ...phases: readonly Phase[]) {
  return series(selector("kube_pod_status_phase", { namespace, pod, phase: name }), ...phases);
}

function deleted({ namespace }: ServiceTarget, pod: string, ...phases: readonly Phase[]) {
  return series(selector("kube_pod_deletion_timestamp", { namespace, pod }), ...phases);
}
