import { max, sum } from "../../lib/signals";
import type { Row } from "../model";
import { curve, growth, growthOfPods, limit, NO_EXPORTER, ofNode } from "./expressions";

/** The kernel, the clock and the kubelet. */
export function system(): Row {
  return {
    title: "Kernel and kubelet",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Clock",
          description:
            "How far the clock may be off, and by how much it is being corrected. From a second on, samples and tokens are refused. An error of 16 s, the most that the kernel tells, is a clock that nobody sets.",
          unit: "s",
          noData: NO_EXPORTER,
          series: [
            { expr: max(`abs(${ofNode("node_timex_offset_seconds")})`), legend: "correction", color: "blue" },
            curve("node_timex_maxerror_seconds", "largest error", "orange"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Processes",
          description: "Processes that run or want to, and those that wait for a disk.",
          unit: "short",
          noData: NO_EXPORTER,
          series: [
            curve("node_procs_running", "running", "green"),
            curve("node_procs_blocked", "waiting for a disk", "orange"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Open files",
          description: "Files that are open on the node, and how many may be (dashed).",
          unit: "short",
          noData: NO_EXPORTER,
          series: [
            curve("node_filefd_allocated", "open", "blue"),
            // Most kernels allow as many as fit into 64 bits, which is no limit to draw.
            limit(`${max(ofNode("node_filefd_maximum"))} < 1e12`, "limit"),
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Evicted pods",
          description: "Pods within an hour that the kubelet has evicted, by what it was short of.",
          unit: "short",
          noData: "None was evicted",
          series: [
            {
              expr: sum(`increase(${ofNode("kubelet_evictions")}[1h])`, ["eviction_signal"]),
              legend: "{{eviction_signal}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Failed container operations",
          description:
            "Requests per second of the kubelet to the container runtime that failed, by what was asked. Pods do not start or stop meanwhile.",
          unit: "cps",
          noData: "None has failed",
          series: [
            {
              expr: growthOfPods("kubelet_runtime_operations_errors_total", ["operation_type"]),
              legend: "{{operation_type}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Switches and forks",
          description:
            "Changes from one process to another per second, and new processes. A jump is a program that starts others in a loop.",
          unit: "cps",
          noData: NO_EXPORTER,
          series: [
            { expr: growth("node_context_switches_total"), legend: "switches", color: "blue" },
            { expr: growth("node_forks_total"), legend: "new processes", color: "purple" },
          ],
        },
      ],
    ],
  };
}
