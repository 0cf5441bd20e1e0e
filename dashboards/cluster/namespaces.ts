import { sum } from "../../lib/signals";
import type { Row, TablePanel, TimeSeriesPanel, ValueColumn } from "../model";
import { phase, requested, requests, resources, used, type Resource } from "./resources";

const NAMESPACE = ["namespace"];

/** Who has the CPU and the memory, and who keeps more than is used. */
export function namespaces(): Row {
  return {
    title: "Namespaces",
    lines: [[table()], [askedFor("cpu"), inUse("cpu")], [askedFor("memory"), inUse("memory")]],
  };
}

function table(): TablePanel {
  return {
    kind: "table",
    title: "Namespaces",
    description:
      "Those on top that ask for most CPU that they do not use: it is kept from everybody else. Memory over requests is what a namespace uses beyond what it asks for: where a node runs short of memory, such pods are evicted first. A click leads to its services.",
    labels: [
      {
        label: "namespace",
        title: "Namespace",
        link: { dashboard: "services", variables: { namespace: "namespace" } },
      },
    ],
    values: [
      { title: "Pods", unit: "short", expr: sum(phase("Pending|Running"), NAMESPACE) },
      ...columns("cpu"),
      ...columns("memory"),
      { title: "Memory over requests", unit: "bytes", expr: overRequests() },
    ],
    sortBy: [
      { column: "CPU unused", descending: true },
      { column: "Memory unused", descending: true },
    ],
    visibleRows: 6,
  };
}

function columns(resource: Resource): ValueColumn[] {
  const { name, unit } = resources[resource];
  const asked = requested(resource, NAMESPACE);
  const inUse = used(resource, NAMESPACE);
  return [
    { title: `${name} requested`, unit, expr: asked },
    { title: `${name} used`, unit, expr: inUse },
    { title: `${name} unused`, unit, expr: `clamp_min(${asked} - ${inUse}, 0)` },
  ];
}

/** What a namespace uses beyond its requests as a whole; all of it where it asks for nothing. */
function overRequests(): string {
  const inUse = used("memory", NAMESPACE);
  return `${inUse} - (${requested("memory", NAMESPACE)} or 0 * ${inUse}) > 0`;
}

function askedFor(resource: Resource): TimeSeriesPanel {
  const { name, unit } = resources[resource];
  const largest = sum(`${requests(resource)} @ end()`, NAMESPACE);
  return {
    kind: "timeSeries",
    title: `${name} requested by namespace`,
    description: "What the pods of a namespace ask for over time, of the ten that ask for most at the end.",
    unit,
    series: [{ expr: `${requested(resource, NAMESPACE)} and topk(10, ${largest})`, legend: "{{namespace}}" }],
  };
}

function inUse(resource: Resource): TimeSeriesPanel {
  const { name, unit } = resources[resource];
  // Not over the whole time range, as elsewhere: of all containers of a cluster that is too much to read.
  const most =
    resource === "cpu"
      ? sum("rate(container_cpu_usage_seconds_total[$__rate_interval] @ end())", NAMESPACE)
      : sum("container_memory_working_set_bytes @ end()", NAMESPACE);
  return {
    kind: "timeSeries",
    title: `${name} used by namespace`,
    description: "What the containers of a namespace use over time, of the ten that use most at the end.",
    unit,
    series: [{ expr: `${used(resource, NAMESPACE)} and topk(10, ${most})`, legend: "{{namespace}}" }],
  };
}
