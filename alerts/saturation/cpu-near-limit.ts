import type { Percent } from "../../lib/core";
import { growing, intervals, recorded, steady, type CaseSeries, type Phase } from "../../lib/signals";
import { ofContainer, podName } from "../case-series";
import { plus } from "../case-time";
import { thresholdAlert } from "../definition";
import { own } from "../http/traffic";
import { ofOtherContainers, ofOtherServices } from "../kubernetes/series";
import { percentage, where } from "../text";

/** A pod uses nearly all the CPU that it may: it is about to be throttled, and its latency with it. */
export const cpuNearLimit = thresholdAlert<Percent>({
  property: "cpuNearLimit",
  alert: "ServiceCpuNearLimit",
  option: (alerts) => alerts.cpuNearLimit,
  default: { above: "90%" },
  unit: "percent",
  severity: "warning",
  for: "15m",
  // As what it compares is recorded.
  interval: intervals.patient,
  appliesTo: ({ hasCpuLimit }) => hasCpuLimit,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, beyond which a container is stopped"]),
  rule: (target, { limit }) => ({
    expr: `${own(target, recorded.cpuUtilization)} > ${limit}`,
    keepFiringFor: "5m",
    summary: `${target.service} uses {{ $value | humanizePercentage }} of its CPU limit`,
    description:
      `Pod {{ $labels.pod }} of ${where(target)} uses {{ $value | humanizePercentage }} of its CPU limit (the alert's limit is ${percentage(limit)}) and will be throttled. ` +
      `Compare with traffic: more of it calls for replicas, the same calls for a profile of what changed.`,
  }),
  cases: (target, { limit, for: wait }) => {
    const whole = plus(wait, "40m");
    const pod = podName(target);
    const other = { pod: podName(target, 1) };
    const use = (labels: Readonly<Record<string, string>>, ...phases: Phase[]): CaseSeries =>
      ofContainer(target, "container_cpu_usage_seconds_total", labels, ...phases);
    const cores = (count: number, labels: Readonly<Record<string, string>> = {}): CaseSeries[] => [
      ofContainer(target, LIMIT, { resource: "cpu", ...labels }, steady(count, whole)),
      ofContainer(target, LIMIT, { resource: "memory", ...labels }, steady(1e9, whole)),
    ];
    const past = limit * 1.01;
    const others = [
      ...ofOtherContainers(target, "container_cpu_usage_seconds_total", {}, growing(2, whole)),
      ...ofOtherContainers(target, LIMIT, { resource: "cpu" }, steady(1, whole)),
    ];
    return [
      {
        name: "just past the limit, then idle; another pod, which may use more, just under it",
        series: [
          use({}, growing(past / 2, plus(wait, "15m")), growing(0, "30m")),
          use(other, growing(2 * limit * 0.99, whole)),
          ...cores(0.5),
          ...cores(2, other),
          ...others,
        ],
        // Five minutes are full after five minutes.
        fires: { since: "5m", until: plus(wait, "20m"), value: past, labels: { pod } },
      },
      {
        name: "two pods past the limit",
        series: [use({}, growing(past, whole)), use(other, growing(past, whole)), ...cores(1), ...cores(1, other)],
        fires: { since: "5m", value: past, labels: [{ pod }, other] },
      },
      {
        name: "a burst",
        series: [use({}, growing(0, "10m"), growing(past, plus(wait, "1m")), growing(0, "30m")), ...cores(1)],
        stays: "pending",
      },
      {
        name: "just under the limit",
        series: [use({}, growing(limit * 0.99, whole)), ...cores(1)],
        stays: "inactive",
      },
      { name: "a container without a limit", series: [use({}, growing(2, whole))], stays: "inactive" },
      {
        name: "others past the limit",
        series: [...others, use({}, growing(limit / 2, whole)), ...cores(1)],
        stays: "inactive",
      },
      {
        name: "what is recorded of others",
        series: ofOtherServices(target, recorded.cpuUtilization, { pod }, steady(past, whole)),
        stays: "inactive",
      },
      { name: "no series", series: [], stays: "inactive" },
    ];
  },
});

const LIMIT = "kube_pod_container_resource_limits";
