import { max, rate, recorded, selector, sum } from "../../lib/signals";
import { alertLimits, chosenService } from "../expressions";
import type { Row, TimeSeriesPanel } from "../model";
import { chosenContainer } from "./target";

const POD = ["pod"];

/** How near its pods are to what they may use. */
export function saturation(): Row {
  return {
    title: "CPU and memory",
    lines: [
      [cpuOfLimit(), memoryOfLimit()],
      [
        {
          kind: "timeSeries",
          title: "CPU",
          description: "CPU in use, by pod.",
          unit: "cores",
          series: [{ expr: sum(perSecond("container_cpu_usage_seconds_total"), POD), legend: "{{pod}}" }],
        },
        {
          kind: "timeSeries",
          title: "CPU throttling",
          description:
            "The share of scheduling periods in which the container had to wait although it had work, by pod.",
          unit: "percentunit",
          noData: "No CPU limit",
          series: [
            {
              expr: `${sum(perSecond("container_cpu_cfs_throttled_periods_total"), POD)} / ${sum(perSecond("container_cpu_cfs_periods_total"), POD)}`,
              legend: "{{pod}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Memory",
          description: "Memory that cannot be given back (the working set), by pod.",
          unit: "bytes",
          series: [
            { expr: max(selector("container_memory_working_set_bytes", chosenContainer), POD), legend: "{{pod}}" },
          ],
        },
      ],
    ],
  };
}

function perSecond(counter: string): string {
  return rate(selector(counter, chosenContainer), "$__rate_interval");
}

export function cpuOfLimit(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "CPU of limit",
    description:
      "CPU as a share of the container's limit, by pod, with the limits of the alert ServiceCpuNearLimit. A container that reaches its limit is throttled.",
    unit: "percentunit",
    noData: "No CPU limit",
    series: [
      { expr: max(selector(recorded.cpuUtilization, chosenService), POD), legend: "{{pod}}" },
      ...alertLimits("ServiceCpuNearLimit"),
    ],
  };
}

export function memoryOfLimit(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "Memory of limit",
    description:
      "Memory as a share of the container's limit, by pod, with the limits of the alert ServiceMemoryNearLimit. A container that exceeds its limit is killed.",
    unit: "percentunit",
    series: [
      { expr: max(selector(recorded.memoryUtilization, chosenService), POD), legend: "{{pod}}" },
      ...alertLimits("ServiceMemoryNearLimit"),
    ],
  };
}
