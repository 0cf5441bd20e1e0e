import { max, quantile, selector } from "../../lib/signals";
import { byPod, own, perSecond } from "../expressions";
import type { Row } from "../model";

/** What the process needs, and what queries ask of it. */
export function load(): Row {
  const queries = own("prometheus_engine_query_duration_histogram_seconds_bucket", { slice: "inner_eval" });
  return {
    title: "Process and queries",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Memory",
          description:
            "Resident memory, and the limit of the pod's largest container (dashed), beyond which it is killed.",
          unit: "bytes",
          series: [
            byPod("process_resident_memory_bytes"),
            {
              expr: max(
                `${selector("kube_pod_container_resource_limits", { resource: "memory" })} and on (namespace, pod) ${own("process_resident_memory_bytes")}`,
              ),
              legend: "limit",
              color: "red",
              dashed: true,
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "CPU",
          description: "CPU in use.",
          unit: "cores",
          series: [{ expr: perSecond("process_cpu_seconds_total", ["pod"]), legend: "{{pod}}" }],
        },
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
