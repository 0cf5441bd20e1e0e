import { byPod, perSecond } from "../expressions";
import type { Row } from "../model";
import { volumePanel } from "../process";

/** Badger on a volume. Elasticsearch and OpenSearch tell about themselves. */
export function storage(): Row {
  return {
    title: "Storage on its own volume",
    lines: [
      [
        volumePanel("jaeger", "otelcol_process_uptime_seconds_total"),
        {
          kind: "timeSeries",
          title: "Free disk",
          description:
            "What is free on the disk on which Jaeger writes. It deletes by age alone, and not because the disk is full.",
          unit: "bytes",
          noData: "No storage of its own",
          series: [byPod("jaeger_storage_badger_value_log_bytes_available")],
        },
        {
          kind: "timeSeries",
          title: "Bytes written",
          description: "Bytes per second that spans take when they are written.",
          unit: "Bps",
          noData: "No storage of its own",
          series: [{ expr: perSecond("jaeger_storage_badger_write_bytes_user", ["pod"]), legend: "{{pod}}" }],
        },
      ],
    ],
  };
}
