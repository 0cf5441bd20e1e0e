import { rate } from "../../lib/signals";
import type { Color } from "../colors";
import type { Row, Series } from "../model";
import { curve, growth, limit, NO_EXPORTER, ofNode } from "./expressions";
import { cores } from "./load";

const MODES: Readonly<Record<string, Color>> = {
  user: "blue",
  system: "purple",
  iowait: "orange",
  steal: "red",
  softirq: "green",
};

/** Whether processes get the CPU that they ask for. */
export function cpu(): Row {
  const modes = ofNode("node_cpu_seconds_total", { mode: { not: "idle" } });
  return {
    title: "CPU",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "CPU by mode",
          description:
            "What the CPU does when it is not idle, up to all cores (dashed). iowait is waiting for disks; steal is what the host of a virtual machine gave to others.",
          unit: "cores",
          stacked: true,
          noData: NO_EXPORTER,
          series: [
            {
              expr: `sum by (mode) (max by (cpu, mode) (${rate(modes, "$__rate_interval")}))`,
              legend: "{{mode}}",
              color: MODES,
            },
            limit(cores, "cores"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Load",
          description:
            "Processes that run, want to run or wait for a disk, on average. For long above the number of cores (dashed), they wait.",
          unit: "short",
          noData: NO_EXPORTER,
          series: [
            curve("node_load1", "1 minute", "blue"),
            curve("node_load15", "15 minutes", "purple"),
            limit(cores, "cores"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Pressure",
          description:
            "The share of time in which a process had to wait for CPU, memory or a disk, as the kernel counts it (PSI). For memory and disks also the share in which all of them stood still.",
          unit: "percentunit",
          noData: "The kernel does not tell",
          series: [
            pressure("cpu_waiting", "CPU", "blue"),
            pressure("memory_waiting", "memory", "purple"),
            pressure("io_waiting", "disk", "orange"),
            pressure("memory_stalled", "memory, all", "red"),
            pressure("io_stalled", "disk, all", "text"),
          ],
        },
      ],
    ],
  };
}

function pressure(what: string, legend: string, color: Color): Series {
  return { expr: growth(`node_pressure_${what}_seconds_total`), legend, color };
}
