import { max, missing, series, steady } from "../../lib/signals";
import { oneStepBefore, patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { replicas } from "../replicas";
import { afterStartFromZero, scaledTo, scaledToZeroCases, unlessScaledToZero } from "../scaled-to-zero";
import { where } from "../text";
import { KUBE_STATE_METRICS_UP } from "./jobs";

/** No replica is ready, as Kubernetes sees it: nobody can be served. */
export const down = conditionAlert({
  property: "down",
  alert: "ServiceDown",
  option: (alerts) => alerts.down,
  severity: "critical",
  for: "2m",
  forOf: (target) => afterStartFromZero(target, "2m"),
  interval: null,
  rule: (target, { for: wait }) => {
    const ready = replicas(target, "ready");
    // Where the workload was deleted nothing tells of it any more. Where kube-state-metrics is down, nothing does either.
    const gone = `${max(`absent(${ready})`)} and ${max(KUBE_STATE_METRICS_UP)} == 1`;
    return {
      expr: unlessScaledToZero(target, `${max(ready)} == 0 or ${gone}`),
      summary: `${target.service} is down: none of its pods is ready`,
      description:
        `No pod of ${where(target)} has been ready for ${wait}. Look at its pods and their events, at the last rollout, ` +
        `and whether its ${target.workload.kind} is there at all.`,
    };
  },
  cases: (target, { for: wait }) => {
    const ready = replicas(target, "ready");
    const long = plus(wait, "10m");
    const end = plus(long, "2h");
    const answering = series(KUBE_STATE_METRICS_UP, steady(1, end));
    const others = [
      ...neighbours(target).map((other) => series(replicas(other, "ready"), steady(2, end))),
      ...scaledTo(target, 2, end),
    ];
    return [
      {
        name: "the last pod stops being ready, and later one is",
        series: [answering, ...others, series(ready, steady(1, "10m"), steady(0, long), steady(1, "5m"))],
        fires: { since: "10m", until: plus("10m", long) },
      },
      {
        // Without a mark of its end, a series counts for five minutes after its last sample.
        name: "the workload is deleted, and later created again",
        series: [answering, ...others, series(ready, steady(2, "10m"), missing(plus(long, "5m")), steady(2, "5m"))],
        fires: { since: oneStepBefore("15m", "15s"), until: plus("15m", long) },
      },
      {
        name: "one pod is ready",
        series: [answering, ...others, series(ready, steady(1, end))],
        stays: "inactive",
      },
      ...patient(wait, 0, {
        name: "no pod is ready for not quite long enough",
        series: [answering, ...others, series(ready, steady(1, "10m"), steady(0, wait), steady(1, end))],
        stays: "pending" as const,
      }),
      {
        name: "kube-state-metrics does not answer, and others do",
        series: [
          series(KUBE_STATE_METRICS_UP, steady(1, "10m"), steady(0, "1h")),
          series('up{job="node"}', steady(1, "70m")),
          ...scaledTo(target, 2, "10m"),
          series(ready, steady(2, "10m")),
        ],
        stays: "inactive",
      },
      { name: "kube-state-metrics is not there", series: [series(ready, steady(2, "10m"))], stays: "inactive" },
      ...scaledToZeroCases(target, { series: [answering, series(ready, steady(0, "2h"))], step: "15s" }),
    ];
  },
});
