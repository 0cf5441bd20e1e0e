import type { Matchers } from "../../lib/signals";
import { perSecond } from "../expressions";
import type { Row } from "../model";

const OPERATION = ["operation"];

/** Matchers of requests to the storage that failed, which a search by the id of a trace that is not there counts as too. */
export const failedQueries: Matchers = { result: "err", operation: { not: "get_trace" } };

/** What people and Grafana ask of the storage. */
export function queries(): Row {
  const spent = perSecond("jaeger_storage_latency_seconds_sum", OPERATION);
  const asked = perSecond("jaeger_storage_latency_seconds_count", OPERATION);
  return {
    title: "Queries",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Queries",
          description: "Requests to the storage per second, by what is asked.",
          unit: "reqps",
          noData: "No queries yet",
          series: [{ expr: perSecond("jaeger_storage_requests_total", OPERATION), legend: "{{operation}}" }],
        },
        {
          kind: "timeSeries",
          title: "Failed queries",
          description:
            "Requests to the storage per second that failed, by what was asked. Those for a single trace are left out: one that is not found counts as failed.",
          unit: "reqps",
          noData: "No failed queries",
          series: [
            { expr: perSecond("jaeger_storage_requests_total", OPERATION, failedQueries), legend: "{{operation}}" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Duration of queries",
          description: "How long the storage takes on average. Its histogram is too coarse for percentiles.",
          unit: "s",
          noData: "No queries in this time",
          series: [{ expr: `${spent} / (${asked} > 0)`, legend: "{{operation}}" }],
        },
      ],
    ],
  };
}
