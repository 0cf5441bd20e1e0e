import { quantile } from "../../lib/signals";
import { own, perSecond } from "../expressions";
import type { Row } from "../model";

/** Lines on their way in. */
export function intake(): Row {
  const pushes = own("loki_request_duration_seconds_bucket", { route: { re: "otlp_v1_logs|loki_api_v1_push" } });
  return {
    title: "Lines in",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Lines",
          description: "Lines per second that arrive, by the format in which they do.",
          unit: "cps",
          series: [{ expr: perSecond("loki_distributor_lines_received_total", ["format"]), legend: "{{format}}" }],
        },
        {
          kind: "timeSeries",
          title: "Bytes",
          description: "Bytes per second that arrive, and how much of them is structured metadata.",
          unit: "Bps",
          series: [
            { expr: perSecond("loki_distributor_bytes_received_total"), legend: "all", color: "blue" },
            {
              expr: perSecond("loki_distributor_structured_metadata_bytes_received_total"),
              legend: "structured metadata",
              color: "purple",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Lines thrown away",
          description: "Lines per second that are refused for good, by the reason that Loki gives.",
          unit: "cps",
          noData: "None",
          series: [{ expr: perSecond("loki_discarded_samples_total", ["reason"]), legend: "{{reason}}" }],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Duration of writes",
          description: "How long it takes to take lines in. Where it rises, the collectors' queues fill.",
          unit: "s",
          noData: "No writes",
          series: [
            { expr: `${quantile(0.5, pushes, "$__rate_interval")} >= 0`, legend: "p50", color: "green" },
            { expr: `${quantile(0.99, pushes, "$__rate_interval")} >= 0`, legend: "p99", color: "purple" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Failed requests",
          description: "Requests per second that were answered 5xx, by their route.",
          unit: "reqps",
          noData: "No failed requests",
          series: [
            {
              expr: perSecond("loki_request_duration_seconds_count", ["route"], { status_code: { re: "5.." } }),
              legend: "{{route}}",
            },
          ],
        },
      ],
    ],
  };
}
