import { sum } from "../../lib/signals";
import { grown, own, perSecond } from "../expressions";
import type { Row } from "../model";
import { memoryStat, volumeStat } from "../process";
import { failedQueries } from "./queries";

/** Is anything wrong. */
export function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Spans",
          description: "Spans per second that arrive, of the traces that are kept.",
          unit: "cps",
          expr: perSecond("otelcol_receiver_accepted_spans_total"),
          noData: "No spans yet",
        },
        {
          kind: "stat",
          title: "Spans refused",
          description: "Spans of the last hour that it did not take in. Who sends them tries again.",
          unit: "short",
          expr: inLastHour("otelcol_receiver_refused_spans_total"),
          steps: [{ from: 1, color: "orange" }],
          noData: "No spans yet",
        },
        {
          kind: "stat",
          title: "Spans not stored",
          description: "Spans of the last hour that were taken in and could not be stored.",
          unit: "short",
          expr: inLastHour("otelcol_exporter_send_failed_spans_total"),
          steps: [{ from: 1, color: "red" }],
          noData: "No spans yet",
        },
        {
          kind: "stat",
          title: "Failed queries",
          description: "Requests to the storage of the last hour that failed, without those for a single trace.",
          unit: "short",
          expr: `${inLastHour("jaeger_storage_requests_total", failedQueries)} or vector(0)`,
          steps: [{ from: 1, color: "red" }],
        },
        memoryStat("otelcol_process_memory_rss_bytes"),
        volumeStat("jaeger", "otelcol_process_uptime_seconds_total"),
      ],
    ],
  };
}

function inLastHour(counter: string, matchers = {}): string {
  return sum(grown(own(counter, matchers), "1h"));
}
