import { max, selector, sum } from "../../lib/signals";
import { diskSteps, fullness, placedPods, ready } from "../cluster/resources";
import type { Row, StatPanel } from "../model";
import { busy, memoryInUse } from "./load";
import { chosenNode, NO_EXPORTER, ofNode } from "./expressions";

const STEPS = [
  { from: 0.85, color: "orange" },
  { from: 0.95, color: "red" },
] as const;

/** Is anything wrong with it. */
export function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "State",
          description: "Whether the kubelet is ready for pods. If not, they are moved to other nodes after a while.",
          unit: "short",
          expr: max(ready(chosenNode)),
          words: { 0: { text: "Not ready", color: "red" }, 1: { text: "Ready", color: "green" } },
        },
        {
          kind: "stat",
          title: "Under pressure",
          description:
            "Conditions that the kubelet tells beside Ready: short of memory, disk or processes, or without a network. It evicts pods then.",
          unit: "short",
          expr: sum(ofNode("kube_node_status_condition", { condition: { not: "Ready" }, status: "true" })),
          steps: [{ from: 1, color: "red" }],
        },
        share("CPU used", "The share of its CPU time that was not idle.", busy),
        share("Memory used", "The share of its memory that is in use and cannot be had back at once.", memoryInUse),
        {
          kind: "stat",
          title: "Fullest disk",
          description: "How full its fullest file system is. The kubelet evicts pods from about 90 % on.",
          unit: "percentunit",
          expr: max(fullness(chosenNode)),
          steps: diskSteps,
          noData: NO_EXPORTER,
        },
        {
          kind: "stat",
          title: "Pods of capacity",
          description: "Its pods as a share of how many it may have, whatever they need.",
          unit: "percentunit",
          expr: `${placedPods([], chosenNode)} / ${max(selector("kube_node_status_allocatable", { ...chosenNode, resource: "pods" }))}`,
          steps: [{ from: 0.9, color: "orange" }],
        },
        {
          kind: "stat",
          title: "Running for",
          description: "Time since the node was started.",
          unit: "s",
          expr: `time() - ${max(ofNode("node_boot_time_seconds"))}`,
          noData: NO_EXPORTER,
        },
      ],
    ],
  };
}

function share(title: string, description: string, expr: string): StatPanel {
  return { kind: "stat", title, description, unit: "percentunit", expr, steps: STEPS, noData: NO_EXPORTER };
}
