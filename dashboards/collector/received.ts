import { byPod } from "../expressions";
import type { Row } from "../model";
import { chosenCollector, items, SIGNAL } from "./items";

/** What comes in, and what does not. */
export function received(): Row {
  return {
    title: "Received",
    lines: [
      [
        {
          kind: "timeSeries",
          title: "Received",
          description: "Spans, log lines and samples per second that are taken in.",
          unit: "cps",
          noData: "Nothing yet",
          series: [{ expr: items("otelcol_receiver_accepted", chosenCollector, [SIGNAL]), legend: `{{${SIGNAL}}}` }],
        },
        {
          kind: "timeSeries",
          title: "Refused",
          description:
            "What is not taken in, per second: because a queue is full, or memory is short. Who sends it tries again.",
          unit: "cps",
          noData: "Nothing yet",
          series: [
            {
              expr: items("otelcol_receiver_refused", chosenCollector, [SIGNAL, "receiver"]),
              legend: `{{${SIGNAL}}} from {{receiver}}`,
            },
          ],
        },
        {
          kind: "timeSeries",
          title: "Refused for want of memory",
          description:
            "What the memory limiter sends back, per second. It does so shortly before the limit of the container.",
          unit: "cps",
          noData: "Nothing was refused",
          series: [
            {
              expr: items("otelcol_processor_memory_limiter_refused", chosenCollector, [SIGNAL]),
              legend: `{{${SIGNAL}}}`,
            },
          ],
        },
      ],
      [
        {
          kind: "timeSeries",
          title: "Files that are read",
          description: "Log files of containers that are open, by pod.",
          unit: "short",
          noData: "Only agents read files",
          series: [byPod("otelcol_fileconsumer_open_files")],
        },
      ],
    ],
  };
}
