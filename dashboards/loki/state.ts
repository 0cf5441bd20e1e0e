import { max, sum, type Matchers } from "../../lib/signals";
import { grown, own, perSecond } from "../expressions";
import type { Row } from "../model";
import { memoryStat } from "../process";

/** Writes and reads from outside, and not what Loki asks of itself. */
const API = "otlp_v1_logs|loki_api_v1_.+";

/** Is anything wrong. */
export function state(): Row {
  return {
    lines: [
      [
        {
          kind: "stat",
          title: "Lines",
          description: "Lines per second that arrive.",
          unit: "cps",
          expr: perSecond("loki_distributor_lines_received_total"),
        },
        {
          kind: "stat",
          title: "Lines thrown away",
          description:
            "Lines of the last hour that were refused for good, because they are too old, too large or too many.",
          unit: "short",
          expr: sum(grown(own("loki_discarded_samples_total"), "1h")),
          steps: [{ from: 1, color: "red" }],
          noData: "None",
        },
        {
          kind: "stat",
          title: "Failed requests",
          description: "The share of requests of the last five minutes that were answered 5xx.",
          unit: "percentunit",
          expr: `(${ofLastMinutes({ status_code: { re: "5.." } })} or vector(0)) / (${ofLastMinutes()} > 0)`,
          steps: [{ from: 0.01, color: "red" }],
          noData: "No requests",
        },
        {
          kind: "stat",
          title: "Failed rules",
          description: "Evaluations of rules that failed in the last five minutes. An alert that fails does not fire.",
          unit: "short",
          expr: sum(`increase(${own("loki_prometheus_rule_evaluation_failures_total")}[5m])`),
          steps: [{ from: 1, color: "red" }],
          noData: "No rules",
        },
        {
          kind: "stat",
          title: "Streams",
          description: "Streams in memory, one for each combination of labels: what drives its need of memory.",
          unit: "short",
          expr: sum(own("loki_ingester_memory_streams")),
        },
        memoryStat("process_resident_memory_bytes"),
        {
          kind: "stat",
          title: "Fullest disk",
          description: "How full the disk is on which Loki writes. Where it is full, nothing more is taken.",
          unit: "percentunit",
          expr: max(own("loki_ingester_wal_disk_usage_percent")),
          steps: [
            { from: 0.8, color: "orange" },
            { from: 0.95, color: "red" },
          ],
        },
      ],
    ],
  };
}

function ofLastMinutes(matchers: Matchers = {}): string {
  return sum(`increase(${own("loki_request_duration_seconds_count", { route: { re: API }, ...matchers })}[5m])`);
}
