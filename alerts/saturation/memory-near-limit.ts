import type { Percent } from "../../lib/core";
import { recorded, steady, type CaseSeries, type Phase } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { plus } from "../case-time";
import { thresholdAlert } from "../definition";
import { own } from "../http/traffic";
import { ofOtherContainers, ofOtherServices } from "../kubernetes/series";
import { percentage, where } from "../text";

/** A pod uses nearly all the memory that it may: beyond the limit it is killed. */
export const memoryNearLimit = thresholdAlert<Percent>({
  property: "memoryNearLimit",
  alert: "ServiceMemoryNearLimit",
  option: (alerts) => alerts.memoryNearLimit,
  default: { above: "90%" },
  unit: "percent",
  severity: "warning",
  for: "5m",
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, beyond which a container is killed"]),
  rule: (target, { limit }) => ({
    expr: `${own(target, recorded.memoryUtilization)} > ${limit}`,
    keepFiringFor: "5m",
    summary: `${target.service} uses {{ $value | humanizePercentage }} of its memory limit`,
    description:
      `Pod {{ $labels.pod }} of ${where(target)} uses {{ $value | humanizePercentage }} of its memory limit (the alert's limit is ${percentage(limit)}) and is killed when it exceeds it. ` +
      `Memory that grows without more traffic is a leak; a restart buys time. Files that it reads again and again count too, which Kubernetes takes back before it kills.`,
  }),
  cases: (target, { limit, for: wait }) => {
    const whole = plus(wait, "40m");
    const pod = podName(target);
    const other = { pod: podName(target, 1) };
    const use = (labels: Readonly<Record<string, string>>, ...phases: Phase[]): CaseSeries =>
      ofContainer(target, "container_memory_working_set_bytes", labels, ...phases);
    const limits = (bytes: number, labels: Readonly<Record<string, string>> = {}): CaseSeries[] => [
      ofContainer(target, LIMIT, { resource: "memory", ...labels }, steady(bytes, whole)),
      ofContainer(target, LIMIT, { resource: "cpu", ...labels }, steady(2, whole)),
    ];
    const past = limit * 1.01;
    const long = plus(wait, "5m");
    const others = [
      ...ofOtherContainers(target, "container_memory_working_set_bytes", {}, steady(9 * MEBI, whole)),
      ...ofOtherContainers(target, LIMIT, { resource: "memory" }, steady(8 * MEBI, whole)),
    ];
    return [
      {
        name: "just past the limit, then less; another pod, which may use more, just under it",
        series: [
          use({}, steady(0, "3m"), steady(past * MEBI, long), steady(0, "30m")),
          use(other, steady(2 * limit * 0.99 * MEBI, whole)),
          ...limits(MEBI),
          ...limits(2 * MEBI, other),
          ...others,
        ],
        fires: { since: "3m", until: plus("3m", long, "5m"), value: past, labels: { pod } },
      },
      {
        name: "two pods past the limit",
        series: [use({}, steady(past, whole)), use(other, steady(past, whole)), ...limits(1), ...limits(1, other)],
        fires: { since: "0s", value: past, labels: [{ pod }, other] },
      },
      {
        name: "until the pod is gone",
        series: [use({}, steady(past * MEBI, long)), ...limits(MEBI)],
        // Its last sample is looked back on for five minutes.
        fires: { since: "0s", until: plus(long, "9m"), value: past, labels: { pod } },
      },
      ...(wait === "0s"
        ? []
        : [
            {
              name: "for a moment",
              series: [use({}, steady(0, "3m"), steady(past * MEBI, plus(wait)), steady(0, "30m")), ...limits(MEBI)],
              stays: "pending",
            } as const,
          ]),
      {
        name: "just under the limit",
        series: [use({}, steady(limit * 0.99 * MEBI, whole)), ...limits(MEBI)],
        stays: "inactive",
      },
      {
        name: "files that were read, which are no part of what it works with",
        series: [
          use({}, steady(limit * 0.5 * MEBI, whole)),
          ofContainer(target, "container_memory_usage_bytes", {}, steady(MEBI, whole)),
          ofContainer(target, "container_memory_cache", {}, steady(MEBI, whole)),
          ...limits(MEBI),
        ],
        stays: "inactive",
      },
      { name: "a container without a limit", series: [use({}, steady(9 * MEBI, whole))], stays: "inactive" },
      {
        name: "others past the limit",
        series: [...others, use({}, steady(limit * 0.5 * MEBI, whole)), ...limits(MEBI)],
        stays: "inactive",
      },
      {
        name: "what is recorded of others",
        series: ofOtherServices(target, recorded.memoryUtilization, { pod }, steady(past, whole)),
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

const LIMIT = "kube_pod_container_resource_limits";
const MEBI = 2 ** 20;
