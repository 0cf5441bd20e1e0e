import { perSecond } from "../expressions";
import type { Row } from "../model";

/** Spans on their way in. */
export function spans(): Row {
  return {
    title: "Spans",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Spans received",
          description: "Spans per second that arrive, by the protocol in which they do.",
          unit: "cps",
          noData: "No spans yet",
          series: [
            {
              expr: perSecond("otelcol_receiver_accepted_spans_total", ["receiver", "transport"]),
              legend: "{{receiver}} over {{transport}}",
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Spans refused",
          description:
            "Spans per second that it does not take in: refused by the storage or for want of memory, or unreadable.",
          unit: "cps",
          noData: "No spans yet",
          series: [
            { expr: perSecond("otelcol_receiver_refused_spans_total"), legend: "refused", color: "orange" },
            { expr: perSecond("otelcol_receiver_failed_spans_total"), legend: "failed", color: "red" },
          ],
        },
        {
          kind: "timeSeries",
          title: "Spans stored",
          description: "Spans per second that are stored, and that could not be.",
          unit: "cps",
          noData: "No spans yet",
          series: [
            { expr: perSecond("otelcol_exporter_sent_spans_total"), legend: "stored", color: "green" },
            { expr: perSecond("otelcol_exporter_send_failed_spans_total"), legend: "not stored", color: "red" },
          ],
        },
      ],
    ],
  };
}
