import { max, rate, recorded, selector, sum } from "../../lib/signals";
import { alertLimits, chosenService } from "../expressions";
import type { Row, TimeSeriesPanel } from "../model";
import { chosenContainer } from "./target";

const POD = ["pod"];
const cpuSeconds = selector("container_cpu_usage_seconds_total", chosenContainer);

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
          series: [{ expr: sum(rate(cpuSeconds, "$__rate_interval"), POD), legend: "{{pod}}" }],
        },
        throttling(),
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

/** What the average of CPU hides: a container that is stopped within a moment, and goes on in the next one. */
export function throttling(): TimeSeriesPanel {
  return {
    kind: "timeSeries",
    title: "CPU throttling",
    description:
      "The share of time slices in which the container was stopped at its CPU limit, by pod. It may be high although the average of CPU is low, and makes requests slow.",
    unit: "percentunit",
    noData: "No CPU limit",
    series: [{ expr: max(selector(recorded.cpuThrottling, chosenService), POD), legend: "{{pod}}" }],
  };
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
