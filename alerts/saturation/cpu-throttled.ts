import type { Percent } from "../../lib/core";
import { intervals, recorded } from "../../lib/signals";
import { thresholdAlert } from "../definition";
import { durationText } from "../http/duration-text";
import { own, withTraffic } from "../http/traffic";
import { percentage, where } from "../text";
import { cpuThrottledCases } from "./cpu-throttled-cases";

/**
 * A pod is stopped again and again at its CPU limit, and the service is slow. Throttling alone is no news: a program with
 * several threads is throttled at a low average and nobody notices.
 * @see https://github.com/kubernetes-monitoring/kubernetes-mixin/issues/108
 */
export const cpuThrottled = thresholdAlert<Percent>({
  property: "cpuThrottled",
  alert: "ServiceCpuThrottled",
  option: (alerts) => alerts.cpuThrottled,
  default: { above: "25%" },
  unit: "percent",
  severity: "warning",
  for: "10m",
  // As what it compares is recorded.
  interval: intervals.patient,
  drawn: false,
  // What is slow, `latencyP99` tells: without it, nothing is.
  appliesTo: ({ hasCpuLimit, metrics }, { slowFrom }) => hasCpuLimit && metrics !== undefined && slowFrom !== undefined,
  refuse: ({ limit }) => (limit < 1 ? undefined : ["less than 100%, which no share exceeds"]),
  rule: (target, { limit }, { slowFrom = 0, minimumRequestRate }) => {
    const slow = withTraffic(target, `${own(target, recorded.latency("p99"))} > ${slowFrom}`, minimumRequestRate);
    return {
      expr: `${own(target, recorded.cpuThrottling)} > ${limit} and on () (${slow})`,
      keepFiringFor: "5m",
      summary: `${target.service} is slow, and stopped at its CPU limit in {{ $value | humanizePercentage }} of the time slices`,
      description:
        `Pod {{ $labels.pod }} of ${where(target)} was stopped at its CPU limit in {{ $value | humanizePercentage }} of its time slices ` +
        `(the limit is ${percentage(limit)}), while the slowest hundredth of requests took more than ${durationText(slowFrom)}. ` +
        `Raise the CPU limit, or let the program use as many threads as it has cores, such as with GOMAXPROCS.`,
    };
  },
  cases: cpuThrottledCases,
});
