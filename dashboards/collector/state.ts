import { max, selector } from "../../lib/signals";
import { count } from "../expressions";
import type { Row, TablePanel } from "../model";
import { everyCollector, items, itemsOfLastHour } from "./items";

const JOB = ["job"];

/** Agents and gateway beside each other: where anything is lost, whichever of them is chosen. */
export function state(): Row {
  return { lines: [[table()]] };
}

function table(): TablePanel {
  const pods = count(selector("otelcol_process_uptime", everyCollector), JOB);
  const ofLastHour = (counter: string): string => `${itemsOfLastHour(counter, everyCollector, JOB)} or 0 * ${pods}`;
  return {
    kind: "table",
    title: "Collectors",
    description:
      "The agents, one on each node, and the gateway behind them. Spans, log lines and samples are counted together. Lost is what had no room in a queue, or what the next one refused for good; lines that an agent reads from files it reads again. A click on one shows it below.",
    labels: [{ label: "job", title: "Collector", link: { dashboard: "collector", variables: { job: "job" } } }],
    values: [
      { title: "Pods", unit: "short", expr: pods },
      { title: "Received", unit: "cps", expr: items("otelcol_receiver_accepted", everyCollector, JOB) },
      {
        title: "Refused, 1h",
        unit: "short",
        expr: ofLastHour("otelcol_receiver_refused"),
        steps: [{ from: 1, color: "orange" }],
      },
      {
        title: "Lost, 1h",
        unit: "short",
        expr: `(${ofLastHour("otelcol_exporter_enqueue_failed")}) + (${ofLastHour("otelcol_exporter_send_failed")})`,
        steps: [{ from: 1, color: "red" }],
      },
      { title: "Fullest queue", unit: "percentunit", expr: fullestQueue(), steps: [{ from: 0.5, color: "orange" }] },
      { title: "Memory", unit: "bytes", expr: max(selector("otelcol_process_memory_rss", everyCollector), JOB) },
    ],
    sortBy: [{ column: "Lost, 1h", descending: true }, { column: "Collector" }],
    visibleRows: 2,
  };
}

function fullestQueue(): string {
  const size = selector("otelcol_exporter_queue_size", everyCollector);
  return max(`${size} / ${selector("otelcol_exporter_queue_capacity", everyCollector)}`, JOB);
}
