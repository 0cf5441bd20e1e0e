import {
  containerSeries,
  max,
  missing,
  selector,
  series,
  steady,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { podName } from "../case-series";
import { oneStepBefore } from "../case-time";
import { thresholdAlert } from "../definition";
import { neighbours } from "../neighbours";
import { where } from "../text";
import { KUBELET_PROBES_UP } from "./jobs";

/** A container that is killed by its own check, or about to be. */
export const livenessFailing = thresholdAlert<number>({
  property: "livenessFailing",
  alert: "ServiceLivenessFailing",
  option: (alerts) => alerts.livenessFailing,
  default: { above: 2 },
  unit: "number",
  severity: "warning",
  for: "0s",
  step: "15s",
  drawn: false,
  appliesTo: ({ hasLivenessProbe }) => hasLivenessProbe,
  rule: (target, { limit }) => ({
    expr: `${max(failures(target), ["pod"])} > ${limit}`,
    summary: `{{ $labels.pod }} of ${target.service} fails its liveness check and is restarted for it`,
    description:
      `Within ten minutes the liveness check of pod {{ $labels.pod }} of ${where(target)} failed {{ $value }} times. ` +
      `Look at its CPU and at what blocks it, and whether the check asks for more than that the process lives.`,
  }),
  cases: (target, { limit }) => {
    const above = Math.floor(limit) + 1;
    // increase() adds a fortieth, which is rounded away up to a limit of 19.
    const below = limit < 20 ? Math.floor(limit) : Math.floor(limit * 0.97);
    const [one, two] = [podName(target), podName(target, 1)];
    const answering = series(up("node-1"), steady(1, "1h"));
    const others = [
      failed(target, one, { probe_type: "Readiness" }, steady(1, "20m"), steady(1000, "40m")),
      failed(target, one, { result: "successful" }, steady(1, "20m"), steady(1000, "40m")),
      failed(target, one, { container: "proxy" }, steady(1, "20m"), steady(1000, "40m")),
      ...neighbours(target).flatMap((other) => [
        failed(other, podName(other), {}, steady(1, "20m"), steady(1000, "40m")),
        failed(other, podName(other, 1), {}, missing("20m"), steady(1000, "40m")),
      ]),
      failed(target, two, {}, steady(0, "1h")),
    ];
    return [
      {
        name: "fails for the first time since the pod is there, and is then well for ten minutes",
        series: [answering, ...others, failed(target, one, {}, missing("20m"), steady(above, "40m"))],
        fires: { since: "20m", until: "30m", value: above, labels: { pod: one } },
      },
      {
        name: "fails on another node, where a pod of its name is new",
        series: [
          answering,
          failed(target, one, { instance: "node-2" }, steady(1, "20m")),
          failed(target, one, {}, missing("20m"), steady(above, "40m")),
        ],
        fires: { since: "20m", until: "30m", value: above, labels: { pod: one } },
      },
      {
        name: "has failed before, fails again, and is then well for ten minutes",
        series: [
          answering,
          failed(target, one, {}, steady(5, "20m"), steady(5 + above, "40m")),
          failed(target, two, {}, steady(1, "1h")),
        ],
        fires: {
          since: "20m",
          until: oneStepBefore("30m", "15s"),
          value: Math.round((above * 40) / 39),
          labels: { pod: one },
        },
      },
      ...(below === 0
        ? []
        : [
            {
              name: "fails not quite often enough, for the first time, and in a rollout the next pod does",
              series: [
                answering,
                failed(target, one, {}, missing("20m"), steady(below, "10m")),
                failed(target, two, {}, missing("25m"), steady(below, "30m")),
              ],
              stays: "inactive",
            } as const,
            {
              name: "has failed before, and now not quite often enough",
              series: [answering, failed(target, one, {}, steady(500, "20m"), steady(500 + below, "40m"))],
              stays: "inactive",
            } as const,
          ]),
      {
        name: "the counter of a kubelet that was not heard of for a quarter of an hour",
        series: [
          series(up("node-1"), steady(1, "30m"), steady(0, "15m"), steady(1, "30m")),
          series(up("node-2"), steady(1, "75m")),
          series('up{job="node",instance="node-1"}', steady(1, "75m")),
          failed(target, one, {}, steady(500, "30m"), missing("15m"), steady(500, "30m")),
        ],
        stays: "inactive",
      },
      {
        name: "other checks, other containers, other services",
        series: [answering, ...others],
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

/**
 * Failures within ten minutes. A kubelet counts from the first failure on, which `increase` sees nothing of: a counter that
 * was not there ten minutes ago, when its kubelet was heard of, counts as a whole. The names of pods of a StatefulSet come
 * back, on other nodes too.
 */
function failures(target: ServiceTarget): string {
  const failed = selector("prober_probe_total", {
    ...containerSeries(target),
    probe_type: "Liveness",
    result: "failed",
  });
  const begun = `${failed} unless on (pod, instance) ${failed} offset 10m and on (instance) ${KUBELET_PROBES_UP} offset 10m == 1`;
  // increase() extrapolates to the whole ten minutes: two failures are 2.05.
  return `${begun} or round(increase(${failed}[10m]))`;
}

function failed(
  { namespace, container }: ServiceTarget,
  pod: string,
  labels: Readonly<Record<string, string>>,
  ...phases: readonly Phase[]
) {
  const own = { namespace, pod, container, probe_type: "Liveness", result: "failed", instance: "node-1" };
  return series(selector("prober_probe_total", { ...own, ...labels }), ...phases);
}

function up(instance: string): string {
  return `up{job="kubelet-probes",instance="${instance}"}`;
}
