import { sum } from "../../lib/signals";
import { count } from "../expressions";
import type { Row, StatPanel } from "../model";
import {
  allocatable,
  allocatableWithoutLargest,
  phase,
  ready,
  requested,
  resources,
  used,
  type Resource,
} from "./resources";
import { atMaximum, failedJobs, missingReplicas } from "./troubles";

/** Is anything wrong, and how much is left. */
export function state(): Row {
  return {
    lines: [
      [
        stat(
          "Nodes not ready",
          "Nodes whose kubelet is not ready or not heard of. Their pods are moved after a while.",
          {
            expr: count(`${ready()} == 0`),
            color: "red",
          },
        ),
        stat("Pending pods", "Pods that have no node yet, or whose containers have not all been started once.", {
          expr: sum(phase("Pending")),
          color: "orange",
        }),
        stat("Unschedulable pods", "Pods that no node has room for, or is allowed to take.", {
          expr: count("kube_pod_status_unschedulable == 1"),
          color: "red",
        }),
        stat("Missing replicas", "Pods that workloads should have and that are not available.", {
          expr: sum(`${missingReplicas} > 0`),
          color: "orange",
        }),
        stat("Autoscalers at maximum", "Autoscalers that may not add another pod, whatever the load does.", {
          expr: count(atMaximum),
          color: "orange",
        }),
        stat("Failed jobs", "Jobs that were given up. They stay until they are deleted.", {
          expr: count(failedJobs),
          color: "orange",
        }),
      ],
      [...shares("cpu"), ...shares("memory")],
    ],
  };
}

function stat(title: string, description: string, { expr, color }: Counted): StatPanel {
  return {
    kind: "stat",
    title,
    description,
    unit: "short",
    expr: `${expr} or vector(0)`,
    steps: [{ from: 1, color }],
  };
}

interface Counted {
  readonly expr: string;
  readonly color: "orange" | "red";
}

function shares(resource: Resource): StatPanel[] {
  const { name } = resources[resource];
  return [
    {
      kind: "stat",
      title: `${name} requested`,
      description: `The share of the nodes' allocatable ${named(resource)} that pods ask for. What they ask for is kept for them, used or not.`,
      unit: "percentunit",
      expr: `${requested(resource)} / ${allocatable(resource)}`,
      steps: [{ from: 0.9, color: "orange" }],
    },
    {
      kind: "stat",
      title: `${name} used`,
      description: `The share of the nodes' allocatable ${named(resource)} that containers use. Far below what is requested, pods ask for too much.`,
      unit: "percentunit",
      expr: `${used(resource)} / ${allocatable(resource)}`,
      steps: [{ from: 0.8, color: "orange" }],
    },
    {
      kind: "stat",
      title: `${name}, a node lost`,
      description: `What pods ask for as a share of the ${named(resource)} that is left without the largest node. Above 100 % some of them would find no place.`,
      unit: "percentunit",
      expr: `${requested(resource)} / (${allocatableWithoutLargest(resource)})`,
      steps: [{ from: 1, color: "red" }],
      noData: "One node",
    },
  ];
}

function named(resource: Resource): string {
  return resource === "cpu" ? "CPU" : "memory";
}
