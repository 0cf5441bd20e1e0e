import { max, selector, sum } from "../../lib/signals";
import type { Row, ValueColumn } from "../model";
import {
  allocatable,
  diskSteps,
  fullness,
  placedPods,
  ready,
  requested,
  resources,
  used,
  type Resource,
} from "./resources";

const NODE = ["node"];
const PRESSURES = "MemoryPressure|DiskPressure|PIDPressure|NetworkUnavailable";

/** Each node, those in trouble on top. */
export function nodes(): Row {
  const cordoned = max("kube_node_spec_unschedulable", NODE);
  const pressures = selector("kube_node_status_condition", { condition: { re: PRESSURES }, status: "true" });
  return {
    lines: [
      [
        {
          kind: "table",
          title: "Nodes",
          description:
            "Those that are not ready on top, then the fullest. Requested and used are shares of what the node has for pods. Pressure counts conditions under which the kubelet evicts pods or the network is not set up; a cordoned node takes no new pods. A click on a node opens it.",
          labels: [{ label: "node", title: "Node", link: { dashboard: "node", variables: { node: "node" } } }],
          values: [
            {
              title: "Not ready",
              unit: "short",
              expr: `1 - ${max(ready(), NODE)}`,
              steps: [{ from: 1, color: "red" }],
            },
            { title: "Pressure", unit: "short", expr: sum(pressures, NODE), steps: [{ from: 1, color: "red" }] },
            { title: "Cordoned", unit: "short", expr: cordoned, steps: [{ from: 1, color: "orange" }] },
            { title: "Pods", unit: "short", expr: placedPods(NODE) },
            ...shares("cpu"),
            ...shares("memory"),
            {
              title: "Fullest disk",
              unit: "percentunit",
              expr: max(fullness(), NODE),
              steps: diskSteps,
            },
          ],
          sortBy: [
            { column: "Not ready", descending: true },
            { column: "Pressure", descending: true },
            { column: "Memory requested", descending: true },
          ],
          visibleRows: 5,
        },
      ],
    ],
  };
}

function shares(resource: Resource): ValueColumn[] {
  const { name } = resources[resource];
  const share = (of: string): string => `${of} / ${allocatable(resource, NODE)}`;
  return [
    {
      title: `${name} requested`,
      unit: "percentunit",
      expr: share(requested(resource, NODE)),
      steps: [{ from: 0.95, color: "orange" }],
    },
    {
      title: `${name} used`,
      unit: "percentunit",
      expr: share(used(resource, NODE)),
      steps: [{ from: 0.9, color: "orange" }],
    },
  ];
}
