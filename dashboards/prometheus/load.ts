import { max, quantile } from "../../lib/signals";
import { byPod, own } from "../expressions";
import type { Row } from "../model";
import { cpuPanel, memoryPanel, volumePanel } from "../process";

/** What the process needs, and what queries ask of it. */
export function load(): Row {
  const queries = own("prometheus_engine_query_duration_histogram_seconds_bucket", { slice: "inner_eval" });
  return {
    title: "Process and queries",
    lines: [
      [
        memoryPanel("process_resident_memory_bytes"),
        cpuPanel("process_cpu_seconds_total"),
        volumePanel("prometheus", "prometheus_build_info"),
      ],
      [
        {
          kind: "timeSeries",
          title: "Query duration",
          description: "How long queries take to evaluate, those of rules and of dashboards.",
          unit: "s",
          noData: "No queries",
          series: [
            { expr: `${quantile(0.5, queries, "$__rate_interval")} >= 0`, legend: "p50", color: "green" },
            { expr: `${quantile(0.99, queries, "$__rate_interval")} >= 0`, legend: "p99", color: "purple" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Queries at once",
          description: "Queries that run, and how many may (dashed). Further ones wait.",
          unit: "short",
          series: [
            byPod("prometheus_engine_queries"),
            {
              expr: max(own("prometheus_engine_queries_concurrent_max")),
              legend: "limit",
              color: "red",
              dashed: true,
            },
          ],
        },
      ],
    ],
  };
}
