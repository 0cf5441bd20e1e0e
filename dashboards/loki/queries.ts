import { quantile } from "../../lib/signals";
import { byPod, own, perSecond } from "../expressions";
import type { Row } from "../model";

/** What dashboards, people and rules ask. */
export function queries(): Row {
  // Reads are GET. A tail lasts as long as somebody looks at it.
  const reads = { method: "GET", route: { re: "loki_api_v1_.+" }, ws: "false" };
  const buckets = own("loki_request_duration_seconds_bucket", reads);
  return {
    title: "Queries",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Queries",
          description: "Requests per second, by what is asked.",
          unit: "reqps",
          noData: "No queries",
          series: [{ expr: perSecond("loki_request_duration_seconds_count", ["route"], reads), legend: "{{route}}" }],
        },
        {
          kind: "timeSeries",
          title: "Duration of queries",
          description: "How long the slowest hundredth takes, by what is asked.",
          unit: "s",
          noData: "No queries",
          series: [{ expr: `${quantile(0.99, buckets, "$__rate_interval", ["route"])} >= 0`, legend: "{{route}}" }],
        },
        {
          kind: "timeSeries",
          title: "Queries at once",
          description: "Parts of queries that run, and how many may (dashed). Further ones wait.",
          unit: "short",
          series: [
            byPod("loki_querier_worker_inflight_queries"),
            { ...byPod("loki_querier_worker_concurrency"), legend: "limit of {{pod}}", color: "red", dashed: true },
          ],
        },
      ],
    ],
  };
}
