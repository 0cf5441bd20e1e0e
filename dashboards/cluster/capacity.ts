import { sum } from "../../lib/signals";
import type { Color } from "../colors";
import type { Row, Series, TimeSeriesPanel } from "../model";
import { allocatable, allocatableWithoutLargest, phase, requested, resources, used, type Resource } from "./resources";

/** Of pods by phase: what runs, what wants to, and what has ended. */
const PHASES: readonly (readonly [string, Color])[] = [
  ["Running", "green"],
  ["Pending", "orange"],
  ["Failed", "red"],
  ["Unknown", "purple"],
  ["Succeeded", "blue"],
];

/** Whether what there is will last. */
export function capacity(): Row {
  return {
    title: "CPU, memory and pods over time",
    lines: [
      [
        overTime("cpu"),
        overTime("memory"),
        {
          kind: "timeSeries",
          title: "Pods by phase",
          description:
            "Pending ones wait for a node, an image or a volume. Failed ones have ended with an error or were evicted, and stay until they are deleted.",
          unit: "short",
          stacked: true,
          series: PHASES.map(([name, color]) => ({ expr: sum(phase(name)), legend: name, color })),
        },
      ],
    ],
  };
}

function overTime(resource: Resource): TimeSeriesPanel {
  const { name, unit } = resources[resource];
  return {
    kind: "timeSeries",
    title: name,
    description:
      "What pods ask for and what they use. Above the limits (dashed) new pods wait: that of all nodes, and that which is left when the largest node is lost.",
    unit,
    series: [
      { expr: requested(resource), legend: "requested", color: "blue" },
      { expr: used(resource), legend: "used", color: "green" },
      limit(allocatable(resource), "allocatable", "red"),
      limit(allocatableWithoutLargest(resource), "without the largest node", "orange"),
    ],
  };
}

function limit(expr: string, legend: string, color: Color): Series {
  return { expr, legend, color, dashed: true };
}
