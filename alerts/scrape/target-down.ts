import {
  identityLabels,
  max,
  missing,
  selector,
  series,
  steady,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { ready, unreadyPods } from "../availability/not-ready";
import { podName } from "../case-series";
import { patient, plus } from "../case-time";
import { conditionAlert } from "../definition";
import { neighbours } from "../neighbours";
import { where } from "../text";

/** One pod of several cannot be read: what it alone suffers from, nobody sees. */
export const targetDown = conditionAlert({
  property: "targetDown",
  alert: "ServiceTargetDown",
  option: (alerts) => alerts.targetDown,
  severity: "warning",
  for: "5m",
  appliesTo: isScraped,
  rule: (target, { for: wait }) => {
    const up = upOf(target);
    return {
      expr: [
        `${max(up, ["pod"])} == 0`,
        // Of none, metricsMissing tells.
        `and on () ${max(up)} == 1`,
        // A pod that starts, ends, fails its readiness check or was on a node that is gone is not news about its metrics.
        `unless on (pod) ${unreadyPods(target)}`,
      ].join(" "),
      summary: `${target.service} has a pod whose metrics cannot be read`,
      description: `Pod {{ $labels.pod }} of ${where(target)} is ready and has not answered at ${pathOf(target)} for ${wait}.`,
    };
  },
  cases: (target, { for: wait }) => {
    const long = plus(wait, "5m");
    const end = plus(long, "1h");
    const [one, two] = [podName(target), podName(target, 1)];
    const [, elsewhere] = neighbours(target);
    const others = neighbours(target).flatMap((other) => [
      up(other, podName(other), steady(1, end)),
      ready(other, podName(other), steady(1, end)),
    ]);
    const oneUnread = [up(target, one, steady(0, end)), up(target, two, steady(1, end))];
    return [
      {
        name: "one of two pods does not answer any more, and later it does",
        series: [
          ...others,
          up(target, one, steady(1, "10m"), steady(0, long), steady(1, "5m")),
          up(target, two, steady(1, end)),
          ready(target, one, steady(1, end)),
          ready(target, two, steady(1, end)),
        ],
        fires: { since: "10m", until: plus("10m", long), labels: { pod: one } },
      },
      {
        name: "one pod does not answer beside one that is not ready",
        series: [
          ...oneUnread,
          up(target, podName(target, 2), steady(0, end)),
          ready(target, one, steady(1, end)),
          ready(target, podName(target, 2), steady(0, end)),
        ],
        fires: { since: "0s", labels: { pod: one } },
      },
      {
        name: "one pod does not answer, and kube-state-metrics is not there",
        series: oneUnread,
        fires: { since: "0s", labels: { pod: one } },
      },
      {
        name: "it answers at another address",
        series: [
          ...oneUnread,
          series(selector("up", { ...upLabels(target, one), instance: "10.0.0.9:9090" }), steady(1, end)),
        ],
        stays: "inactive",
      },
      {
        name: "it is not ready, which the pods of others are",
        series: [
          ...oneUnread,
          ready(target, one, steady(0, end)),
          series(
            selector("kube_pod_status_ready", { namespace: target.namespace, pod: one, condition: "false" }),
            steady(1, end),
          ),
          ready(elsewhere, one, steady(1, end)),
        ],
        stays: "inactive",
      },
      {
        name: "no pod answers, and those of others do",
        series: [...others, up(target, one, steady(0, end)), up(target, two, steady(0, end))],
        stays: "inactive",
      },
      {
        name: "a rollout: a pod comes, and another goes",
        series: [
          up(target, one, missing("10m"), steady(0, "2m"), steady(1, "30m")),
          ready(target, one, missing("10m"), steady(0, "2m"), steady(1, "30m")),
          up(target, two, steady(1, "13m"), steady(0, "2m")),
          ready(target, two, steady(1, "13m"), steady(0, "2m")),
          up(target, podName(target, 2), steady(1, "40m")),
          ready(target, podName(target, 2), steady(1, "40m")),
        ],
        stays: "inactive",
      },
      ...patient(wait, 0, {
        name: "not quite long enough",
        series: [up(target, one, steady(1, "10m"), steady(0, wait), steady(1, "5m")), up(target, two, steady(1, end))],
        stays: "pending" as const,
      }),
      {
        name: "pods of others",
        series: [
          up(target, two, steady(1, end)),
          ...neighbours(target).map((other) => up(other, podName(other), steady(0, end))),
        ],
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

/** Whether Prometheus reads its metrics from its pods. */
export function isScraped({ metrics }: ServiceTarget): boolean {
  return metrics !== undefined && metrics.scrape !== false;
}

/** Whether its pods answer Prometheus. */
export function upOf(target: ServiceTarget): string {
  return selector("up", identityLabels(target));
}

/** Whether one pod answers Prometheus. */
export function up(target: ServiceTarget, pod: string, ...phases: readonly Phase[]) {
  return series(selector("up", { ...upLabels(target, pod), instance: "10.0.0.1:8080" }), ...phases);
}

/** Where Prometheus reads its metrics. */
export function pathOf({ metrics }: ServiceTarget): string {
  return metrics && metrics.scrape !== false ? metrics.scrape.path : "";
}

function upLabels({ namespace, service, container }: ServiceTarget, pod: string) {
  return { job: `${namespace}/${service}`, namespace, service, container, pod };
}
