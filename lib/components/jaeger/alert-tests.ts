import { growing, missing, podJob, steady, type AlertCase, type AlertTest } from "../../signals";
import { growthCases, labelled, others, proof, restartsCases, storageFillingCases, type Labels } from "../alert-cases";
import { shareCases } from "../share-cases";
import { downCases, replicaDownCases } from "../up-cases";
import type { JaegerAlertsInput } from "./alerts";
import { INDEX_CLEANER } from "./index-cleaner";

/** When the alerts of Jaeger fire, and when they do not. */
export function jaegerAlertTests(input: JaegerAlertsInput): AlertTest[] {
  const { namespace, replicas } = input;
  const job = podJob(namespace, "jaeger");
  return [
    proof("JaegerDown", "warning", downCases({ job })),
    ...(replicas > 1 ? [proof("JaegerReplicaDown", "warning", replicaDownCases({ job }, replicas))] : []),
    proof("JaegerRestarts", "warning", restartsCases({ namespace, container: "jaeger", pod: "jaeger-0" })),
    proof("JaegerSpansRefused", "warning", growthOf("otelcol_receiver_refused_spans_total", job)),
    proof("JaegerQueriesFailing", "warning", queryCases(job)),
    ...(input.hasMetrics ? [proof("JaegerMonitorPageFailing", "warning", monitorPageCases(job))] : []),
    ...(input.hasVolume
      ? [
          proof("JaegerStorageFilling", "warning", storageCases(namespace, 0.1)),
          proof("JaegerStorageFilling", "critical", storageCases(namespace, 0.05)),
        ]
      : []),
    ...(input.hasIndices
      ? [
          proof(
            "JaegerElasticsearchFailing",
            "warning",
            growthOf("jaeger_storage_bulk_index_latency_err_seconds_count", job),
            firstFailureCases("jaeger_storage_bulk_index_latency_err_seconds_count", job),
          ),
          proof("JaegerSpansNotStored", "warning", growthOf("jaeger_storage_bulk_index_errors_total", job)),
          proof("JaegerIndexCleanerFailing", "warning", cleanerCases(namespace)),
        ]
      : []),
  ];
}

/** One a minute, so that five are in the five minutes that it tells of. */
function growthOf(metric: string, job: string): AlertCase[] {
  const own = { job, pod: "jaeger-0" };
  return growthCases({ metric, own, others: others(own, "job"), window: "5m", labels: { pod: own.pod }, value: 5 });
}

/** A counter that is there from the first failure on only: it has to grow after that. */
function firstFailureCases(metric: string, job: string): AlertCase[] {
  return [
    {
      name: "it is counted from the first failure on, and goes on",
      series: [labelled(metric, { job, pod: "jaeger-0" }, missing("10m"), steady(1, "1m"), growing(1 / 60, "30m"))],
      fires: { since: "11m", value: 5, labels: { pod: "jaeger-0" } },
    },
  ];
}

function queryCases(job: string): AlertCase[] {
  const own = { job, pod: "jaeger-0", role: "tracestore", operation: "find_traces" };
  return failedCases(0.1, own, [
    ...others(own, "job"),
    { ...own, role: "metricstore" },
    { ...own, operation: "get_trace" },
  ]);
}

function monitorPageCases(job: string): AlertCase[] {
  const own = { job, pod: "jaeger-0", role: "metricstore", operation: "get_latencies" };
  return failedCases(0.5, own, [...others(own, "job"), { ...own, role: "tracestore" }]);
}

function failedCases(limit: number, own: Labels, elsewhere: readonly Labels[]): AlertCase[] {
  const metric = "jaeger_storage_requests_total";
  return shareCases({
    limit,
    window: "10m",
    for: "10m",
    of: ({ bad, good, other }) => [
      labelled(metric, { ...own, result: "err" }, ...bad),
      labelled(metric, { ...own, result: "ok" }, ...good),
      ...elsewhere.map((labels) => labelled(metric, { ...labels, result: "err" }, ...other)),
    ],
  });
}

function storageCases(namespace: string, limit: number): AlertCase[] {
  const otherClaims = ["data-jaeger-collector", "data-loki-0"];
  return storageFillingCases({ namespace, claim: "data-jaeger-0", otherClaims, limit });
}

/** The clock of promtool begins at 0. */
function cleanerCases(namespace: string): AlertCase[] {
  const own = { namespace, cronjob: INDEX_CLEANER };
  const [success, created] = ["kube_cronjob_status_last_successful_time", "kube_cronjob_created"];
  const day = 26 * 3600;
  // Others have succeeded, and are newer.
  const elsewhere = others(own, "namespace", "cronjob").flatMap((labels) =>
    [success, created].map((metric) => labelled(metric, labels, growing(1, "2h"))),
  );
  return [
    {
      name: "it has never succeeded for 26 hours and a minute, until it does",
      series: [
        labelled(created, own, steady(600 - day, "1h")),
        labelled(success, own, missing("20m"), steady(1200, "40m")),
        ...elsewhere,
      ],
      fires: { since: "11m", until: "20m", value: day + 60 },
    },
    {
      name: "it has not succeeded for 26 hours and a minute",
      series: [
        labelled(created, own, steady(-9 * day, "1h")),
        labelled(success, own, steady(600 - day, "1h")),
        ...elsewhere,
      ],
      fires: { since: "11m", value: day + 60 },
    },
    {
      name: "it succeeded last night",
      series: [
        labelled(created, own, steady(-9 * day, "1h")),
        labelled(success, own, steady(3600 - day, "1h")),
        ...others(own, "namespace", "cronjob").flatMap((labels) => [
          labelled(created, labels, steady(-9 * day, "1h")),
          labelled(success, labels, steady(-9 * day, "1h")),
        ]),
      ],
      stays: "inactive",
    },
    { name: "no series", series: [], stays: "inactive" },
  ];
}
