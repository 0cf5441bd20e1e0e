import { max } from "../../lib/signals";
import { own } from "../expressions";
import type { Row } from "../model";
import { chosenCollector, items, SIGNAL } from "./items";

/** What goes on to the next, and what does not. */
export function sent(): Row {
  const queue = ["exporter", "data_type"];
  const legend = "{{data_type}} to {{exporter}}";
  const size = max(own("otelcol_exporter_queue_size"), ["pod", ...queue]);
  const capacity = max(own("otelcol_exporter_queue_capacity"), ["pod", ...queue]);
  return {
    title: "Sent",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Sent",
          description: "Spans, log lines and samples per second that the next one has taken.",
          unit: "cps",
          noData: "Nothing yet",
          series: [
            {
              expr: items("otelcol_exporter_sent", chosenCollector, [SIGNAL, "exporter"]),
              legend: `{{${SIGNAL}}} to {{exporter}}`,
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Refused by the next one",
          description:
            "What the next one refused for good, per second. It is lost; what it cannot take for now stays in the queue.",
          unit: "cps",
          noData: "Nothing was refused",
          series: [
            {
              expr: items("otelcol_exporter_send_failed", chosenCollector, [SIGNAL, "exporter"]),
              legend: `{{${SIGNAL}}} to {{exporter}}`,
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Lost to a full queue",
          description: "What had no room in the queue, per second. Where the receiver cannot send it back, it is lost.",
          unit: "cps",
          noData: "Nothing was lost",
          series: [
            {
              expr: items("otelcol_exporter_enqueue_failed", chosenCollector, [SIGNAL, "exporter"]),
              legend: `{{${SIGNAL}}} to {{exporter}}`,
            },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Queue",
          description: "How full the fullest queue of a pod is. It fills while the next one is away, and is on disk.",
          unit: "percentunit",
          series: [{ expr: max(`${size} / ${capacity}`, queue), legend }],
        },
        {
          kind: "timeSeries",
          title: "Waiting",
          description: "What waits in the queues of the pod that has most of it, on its disk.",
          unit: "bytes",
          series: [{ expr: max(own("otelcol_exporter_queue_size"), queue), legend }],
        },
      ],
    ],
  };
}
