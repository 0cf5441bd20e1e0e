import { steady, type AlertCase, type AlertTest, type Phase } from "../../signals";
import { growthCases, labelled, limitCases, others, proof, type Labels } from "../alert-cases";

/** When the alerts on lines that were taken fire, and when they do not. */
export function storageAlertTests(job: string): AlertTest[] {
  const own = { job, pod: "loki-0" };
  const walFailures = ["loki_ingester_wal_disk_full_failures_total", "loki_ingester_checkpoint_creations_failed_total"];
  return [
    proof(
      "LokiFlushesFailing",
      "critical",
      growthCases({
        metric: "loki_ingester_chunks_flush_failures_total",
        own,
        others: others(own, "job"),
        window: "10m",
        labels: { pod: own.pod },
      }),
    ),
    proof("LokiWalFailing", "critical", ...walFailures.map((metric) => walCases(own, metric, walFailures))),
    proof("LokiStorageFilling", "warning", diskCases(own, { past: 0.808, fine: 0.8 })),
    proof("LokiStorageFilling", "critical", diskCases(own, { past: 0.9, fine: 0.899 })),
    proof(
      "LokiCompactionFailing",
      "warning",
      lastRunCases(own, "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds", 3),
    ),
    proof(
      "LokiRetentionFailing",
      "warning",
      lastRunCases(own, "loki_compactor_apply_retention_last_successful_run_timestamp_seconds", 6),
    ),
  ];
}

/** One of both, while the other stands still. */
function walCases(own: Labels, metric: string, all: readonly string[]): AlertCase[] {
  const elsewhere = others(own, "job");
  return growthCases({
    metric,
    own,
    others: elsewhere,
    window: "10m",
    labels: { pod: "loki-0" },
    beside: all
      .filter((other) => other !== metric)
      .flatMap((other) => [own, ...elsewhere].map((labels) => labelled(other, labels, steady(4, "2h")))),
  }).map((one) => ({ ...one, name: `${metric}: ${one.name}` }));
}

function diskCases(own: Labels, { past, fine }: { readonly past: number; readonly fine: number }): AlertCase[] {
  const metric = "loki_ingester_wal_disk_usage_percent";
  return limitCases({
    of: (...phases) => [labelled(metric, own, ...phases)],
    past,
    fine,
    labels: { pod: "loki-0" },
    beside: [
      labelled(metric, { ...own, pod: "loki-1" }, steady(0.1, "1h")),
      ...others(own, "job").map((labels) => labelled(metric, labels, steady(1, "1h"))),
    ],
  });
}

/** The time of the last success, in `hours`. The clock of promtool begins at 0; before it there was nothing. */
function lastRunCases(own: Labels, metric: string, hours: number): AlertCase[] {
  const last = (pod: string, ...phases: readonly Phase[]) => labelled(metric, { ...own, pod }, ...phases);
  const before = 600 - hours * 3600;
  return [
    {
      name: "it has not succeeded for a minute too long, until it does",
      series: [
        last("loki-0", steady(before, "2h"), steady(7200, "10m")),
        last("loki-1", steady(before - 9000, "130m")),
        ...others(own, "job").map((labels) => labelled(metric, labels, steady(7200, "130m"))),
      ],
      fires: { since: "11m", until: "2h", value: hours * 3600 + 60 },
    },
    {
      name: "another replica has taken over",
      series: [last("loki-0", steady(before - 9000, "2h")), last("loki-1", steady(7200 - hours * 3600, "2h"))],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}
