import { max, rate, selector, sum } from "../../lib/signals";
import { count, firing } from "../expressions";
import type { Row, TablePanel } from "../model";
import type { Parts } from "../parts";
import { ofPrograms, PROGRAM, programs as every } from "./identity";
import { everyContainer, everyProgram } from "./members";

const CONTAINER = ["namespace", "pod", "container"];
const OF_LIMIT = [
  { from: 0.8, color: "orange" },
  { from: 0.95, color: "red" },
] as const;

/** Each program of the stack. */
export function programs(parts: Parts): Row {
  return { lines: [[table(parts)]] };
}

function table({ logs }: Parts): TablePanel {
  const link = { dashboard: "logs", variables: { namespace: "namespace", service: "service" } };
  const restarts = selector("kube_pod_container_status_restarts_total", everyContainer);
  return {
    kind: "table",
    title: "Programs",
    description: `Those that are down on top, then those that alerts tell about. CPU and memory are shares of the limit of the pod nearest to its own.${logs ? " A click leads to the program's log lines." : ""}`,
    labels: [
      { label: "service", title: "Program", ...(logs ? { link } : {}) },
      { label: "namespace", title: "Namespace" },
    ],
    values: [
      {
        title: "Down",
        unit: "short",
        expr: orNone(count(`${selector("up", everyProgram)} == 0`, PROGRAM)),
        steps: [{ from: 1, color: "red" }],
      },
      { title: "Pods", unit: "short", expr: count(selector("up", everyProgram), PROGRAM) },
      {
        title: "Firing alerts",
        unit: "short",
        expr: orNone(`${count(firing({ service: { not: "" } }), PROGRAM)} and ${every}`),
        steps: [{ from: 1, color: "orange" }],
      },
      { title: "CPU of limit", unit: "percentunit", expr: ofLimit("cpu"), steps: OF_LIMIT },
      { title: "Memory of limit", unit: "percentunit", expr: ofLimit("memory"), steps: OF_LIMIT },
      {
        title: "Restarts, 1h",
        unit: "short",
        expr: orNone(sum(ofPrograms(sum(`increase(${restarts}[1h])`, ["namespace", "pod"])), PROGRAM)),
        steps: [{ from: 1, color: "orange" }],
      },
      {
        title: "Samples",
        unit: "short",
        expr: sum(selector("scrape_samples_post_metric_relabeling", everyProgram), PROGRAM),
      },
      { title: "Slowest scrape", unit: "s", expr: max(selector("scrape_duration_seconds", everyProgram), PROGRAM) },
    ],
    sortBy: [
      { column: "Down", descending: true },
      { column: "Firing alerts", descending: true },
      { column: "Memory of limit", descending: true },
    ],
    visibleRows: 10,
  };
}

/** 0 for each program without a value. */
function orNone(expr: string): string {
  return `${expr} or 0 * ${every}`;
}

function ofLimit(resource: "cpu" | "memory"): string {
  const used =
    resource === "cpu"
      ? sum(rate(selector("container_cpu_usage_seconds_total", everyContainer), "$__rate_interval"), CONTAINER)
      : max(selector("container_memory_working_set_bytes", everyContainer), CONTAINER);
  const limits = max(selector("kube_pod_container_resource_limits", { resource, ...everyContainer }), CONTAINER);
  return max(ofPrograms(max(`${used} / ${limits}`, ["namespace", "pod"])), PROGRAM);
}
