import { max, sum } from "../../lib/signals";
import { allocatable, limited, requested, used } from "../cluster/resources";
import type { Row } from "../model";
import { chosenNode, limit, NO_EXPORTER, ofNode } from "./expressions";

/** Whether there is memory left, and what was killed because there was none. */
export function memory(): Row {
  return {
    title: "Memory",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Memory",
          description:
            "What is in use, and what could be had back at once: caches and what is free. Near the total (dashed) the kubelet evicts pods, and then the kernel kills processes.",
          unit: "bytes",
          stacked: true,
          noData: NO_EXPORTER,
          series: [
            { expr: `${of("MemTotal")} - ${of("MemAvailable")}`, legend: "in use", color: "blue" },
            { expr: `${of("MemAvailable")} - ${of("MemFree")}`, legend: "caches", color: "purple" },
            { expr: of("MemFree"), legend: "free", color: "green" },
            limit(of("MemTotal"), "total"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Memory of containers",
          description:
            "What its containers ask for, may use at most and use, and what the node has for pods (dashed). Limits above it are a promise that cannot be kept to all at once.",
          unit: "bytes",
          series: [
            { expr: used("memory", [], chosenNode), legend: "used", color: "green" },
            {
              expr: requested("memory", [], chosenNode),
              legend: "requested",
              color: "blue",
            },
            {
              expr: limited("memory", [], chosenNode),
              legend: "limits",
              color: "purple",
            },
            limit(allocatable("memory", [], chosenNode), "allocatable"),
          ],
        },
        {
          kind: "timeSeries",
          title: "Out-of-memory kills",
          description:
            "Processes within five minutes that the kernel killed, on the node as a whole and in containers at their limits.",
          unit: "short",
          series: [
            // It only grows, but node-exporter tells it without a type, so that increase() is not to be had for it.
            {
              expr: max(`increase(${ofNode("node_vmstat_oom_kill")}[5m])`),
              legend: "on the node",
              color: "red",
            },
            {
              expr: sum(`increase(${ofNode("container_oom_events_total")}[5m])`),
              legend: "in containers",
              color: "orange",
            },
          ],
        },
      ],
    ],
  };
}

function of(name: string): string {
  return max(ofNode(`node_memory_${name}_bytes`));
}
