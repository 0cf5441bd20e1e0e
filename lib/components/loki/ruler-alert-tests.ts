import { growing, steady, type AlertCase, type AlertTest, type Phase } from "../../signals";
import { growthCases, labelled, limitCases, others, proof, type Labels } from "../alert-cases";
import { deliveryCases } from "../delivery-cases";

/** When the alerts on rules on log lines fire, and when they do not. */
export function rulerAlertTests(job: string): AlertTest[] {
  const own = { job, pod: "loki-0" };
  const group = { ...own, rule_group: "shop/checkout" };
  const ofGroup = (metric: string): AlertCase[] =>
    growthCases({
      metric,
      own: group,
      others: others(group, "job"),
      window: "5m",
      labels: { pod: own.pod, rule_group: group.rule_group },
    });
  return [
    proof("LokiRulesStopped", "critical", stoppedCases(own)),
    proof("LokiRuleFailures", "critical", ofGroup("loki_prometheus_rule_evaluation_failures_total")),
    proof("LokiRuleGroupSlow", "warning", ofGroup("loki_prometheus_rule_group_iterations_missed_total")),
    proof("LokiAlertsNotDelivered", "critical", deliveryCases("loki_prometheus_notifications", own)),
    proof("LokiRecordingsNotDelivered", "warning", recordingCases(own)),
  ];
}

function stoppedCases(own: Labels): AlertCase[] {
  const metric = "loki_ruler_managers_total";
  // A replica may have none of the groups.
  const idle = labelled(metric, { ...own, pod: "loki-1" }, steady(0, "1h"));
  return limitCases({
    of: (...phases) => [labelled(metric, own, ...phases)],
    past: 0,
    fine: 1,
    beside: [idle, ...others(own, "job").map((labels) => labelled(metric, labels, steady(1, "1h")))],
  });
}

function recordingCases(own: Labels): AlertCase[] {
  const prefix = "loki_ruler_wal_prometheus_remote_storage";
  const remote = { ...own, remote_name: "prometheus-0" };
  const labels = { pod: "loki-0", remote_name: "prometheus-0" };
  const series = (name: string, of: Labels, ...phases: readonly Phase[]) =>
    labelled(`${prefix}_${name}`, of, ...phases);
  const written = (of: Labels, ...phases: readonly Phase[]) => series("queue_highest_timestamp_seconds", of, ...phases);
  const sent = (of: Labels, ...phases: readonly Phase[]) =>
    series("queue_highest_sent_timestamp_seconds", of, ...phases);
  // Another Prometheus gets everything, from this replica and from the others.
  const elsewhere = [
    { ...remote, remote_name: "prometheus-1" },
    { ...remote, pod: "loki-1" },
  ].flatMap((of) => [written(of, steady(9000, "1h")), sent(of, steady(9000, "1h"))]);
  const othersOf = others(remote, "job");
  return [
    {
      name: "what waits is older than three minutes, until it is sent",
      series: [
        written(remote, steady(1180, "10m"), steady(1181, "40m")),
        sent(remote, steady(1000, "40m"), steady(1181, "10m")),
        ...othersOf.map((of) => sent(of, steady(9000, "1h"))),
        ...elsewhere,
      ],
      fires: { since: "10m", until: "40m", value: 181, labels },
    },
    ...growthCases({
      metric: `${prefix}_samples_failed_total`,
      own: remote,
      others: othersOf,
      window: "10m",
      labels,
      beside: [
        written(remote, steady(1000, "2h")),
        sent(remote, steady(1000, "2h")),
        ...othersOf.map((of) => written(of, steady(9000, "2h"))),
        ...elsewhere,
        series("samples_failed_total", { ...remote, pod: "loki-1" }, growing(0, "2h")),
        series("samples_failed_total", { ...remote, remote_name: "prometheus-1" }, growing(0, "2h")),
      ],
    }),
  ];
}
