import { podJob, steady, type AlertCase, type AlertTest } from "../../signals";
import {
  growthCases,
  labelled,
  limitCases,
  others,
  proof,
  reloadFailedCases,
  restartsCases,
  storageFillingCases,
} from "../alert-cases";
import { deliveryCases, oneAlertmanagerCases } from "../delivery-cases";
import { replicaDownCases } from "../up-cases";
import type { PrometheusAlertsInput } from "./alerts";
import { clusterAlertTests } from "./cluster-alert-tests";

/** When the alerts of Prometheus fire, and when they do not. */
export function prometheusAlertTests(input: PrometheusAlertsInput): AlertTest[] {
  const { namespace, replicas } = input;
  const job = podJob(namespace, "prometheus");
  const own = { job, pod: "prometheus-0" };
  const group = { ...own, rule_group: "shop/checkout" };
  const groupLabels = { pod: own.pod, rule_group: group.rule_group };
  const reloads = "prometheus_config_last_reload_successful";
  return [
    ...(replicas > 1 ? [proof("PrometheusReplicaDown", "warning", replicaDownCases({ job }, replicas))] : []),
    proof("PrometheusConfigReloadFailed", "warning", reloadFailedCases(reloads, job)),
    ...(
      [
        ["PrometheusRuleFailures", "critical", "prometheus_rule_evaluation_failures_total"],
        ["PrometheusRuleGroupSlow", "warning", "prometheus_rule_group_iterations_missed_total"],
      ] as const
    ).map(([alert, severity, metric]) =>
      proof(
        alert,
        severity,
        growthCases({ metric, own: group, others: others(group, "job"), window: "5m", labels: groupLabels }),
      ),
    ),
    proof("PrometheusAlertsNotDelivered", "critical", deliveryCases("prometheus_notifications", own)),
    proof("PrometheusAlertmanagerFailing", "warning", oneAlertmanagerCases("prometheus_notifications", own)),
    proof("PrometheusNotificationQueueFilling", "warning", queueCases(job)),
    ...(
      [
        ["PrometheusCompactionsFailing", "prometheus_tsdb_compactions_failed_total"],
        ["PrometheusBlockReloadsFailing", "prometheus_tsdb_reloads_failures_total"],
      ] as const
    ).map(([alert, metric]) =>
      proof(
        alert,
        "warning",
        growthCases({ metric, own, others: others(own, "job"), window: "3h", labels: { pod: own.pod } }),
      ),
    ),
    proof("PrometheusWalCorrupted", "warning", corruptionCases(job)),
    ...(input.hasVolume ? [proof("PrometheusStorageFilling", "warning", storageCases(namespace))] : []),
    proof("PrometheusScrapeLimitHit", "warning", ...SCRAPE_LIMITS.map((limit) => scrapeLimitCases(job, limit))),
    ...clusterAlertTests(input.hasKubeStateMetrics),
    proof(
      "PrometheusRestarts",
      "warning",
      restartsCases({ namespace, container: "prometheus", pod: "prometheus-0", otherPods: ["prometheus-canary-0"] }),
    ),
  ];
}

function queueCases(job: string): AlertCase[] {
  const own = { job, pod: "prometheus-0" };
  const [length, capacity] = ["prometheus_notifications_queue_length", "prometheus_notifications_queue_capacity"];
  return limitCases({
    of: (...phases) => [labelled(length, { ...own, alertmanager: "one" }, ...phases)],
    past: 5050,
    fine: 5000,
    value: 0.505,
    labels: { pod: own.pod },
    beside: [
      labelled(capacity, own, steady(10_000, "1h")),
      labelled(length, { ...own, pod: "prometheus-1", alertmanager: "one" }, steady(9, "1h")),
      labelled(capacity, { ...own, pod: "prometheus-1" }, steady(100_000, "1h")),
      ...others(own, "job").flatMap((labels) => [
        labelled(length, labels, steady(9_000_000, "1h")),
        labelled(capacity, labels, steady(10_000_000, "1h")),
      ]),
    ],
  });
}

function corruptionCases(job: string): AlertCase[] {
  const metric = "prometheus_tsdb_wal_corruptions_total";
  const own = { job, pod: "prometheus-0" };
  return limitCases({
    of: (...phases) => [labelled(metric, own, ...phases)],
    past: 1,
    fine: 0,
    labels: { pod: own.pod },
    beside: [
      labelled(metric, { job, pod: "prometheus-1" }, steady(0, "1h")),
      ...others(own, "job").map((labels) => labelled(metric, labels, steady(1, "1h"))),
    ],
  });
}

function storageCases(namespace: string): AlertCase[] {
  const otherClaims = ["data-prometheus-adapter", "data-loki-0"];
  return storageFillingCases({ namespace, claim: "data-prometheus-0", otherClaims, limit: 0.1 });
}

const SCRAPE_LIMITS = [
  "prometheus_target_scrapes_exceeded_sample_limit_total",
  "prometheus_target_scrapes_exceeded_body_size_limit_total",
  "prometheus_target_scrape_pool_exceeded_label_limits_total",
] as const;

/** One of them, while the others stand still. */
function scrapeLimitCases(job: string, metric: string): AlertCase[] {
  const own = { job, pod: "prometheus-0" };
  const still = SCRAPE_LIMITS.filter((other) => other !== metric).map((other) => labelled(other, own, steady(2, "2h")));
  const elsewhere = others(own, "job").flatMap((labels) =>
    SCRAPE_LIMITS.filter((other) => other !== metric).map((other) => labelled(other, labels, steady(0, "2h"))),
  );
  return growthCases({
    metric,
    own,
    others: others(own, "job"),
    window: "5m",
    labels: { pod: own.pod },
    beside: [...still, ...elsewhere],
  }).map((one) => ({ ...one, name: `${metric}: ${one.name}` }));
}
