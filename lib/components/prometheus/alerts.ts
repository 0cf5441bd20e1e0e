import { podJob, selector, type AlertRule } from "../../signals";
import { clusterAlerts } from "./cluster-alerts";

export interface PrometheusAlertsInput {
  readonly namespace: string;
  readonly replicas: number;
  /** Whether the samples are on a volume that outlives the pod. */
  readonly hasVolume: boolean;
  /** Whether it reads kube-state-metrics, the stack's own or another one. */
  readonly hasKubeStateMetrics: boolean;
}

/** What goes wrong with Prometheus itself. That all of it is gone, only a watchdog outside of it can tell. */
export function prometheusAlerts(input: PrometheusAlertsInput): AlertRule[] {
  const job = podJob(input.namespace, "prometheus");
  return [
    ...(input.replicas > 1 ? [replicaDown(job, input.replicas)] : []),
    ...ruleAlerts(job),
    ...deliveryAlerts(job),
    ...storageAlerts(job, input),
    scrapeLimit(job),
    ...clusterAlerts(input.hasKubeStateMetrics),
    restarts(input.namespace),
  ].map((rule) => ({ ...rule, dashboard: { uid: "prometheus", variables: { job } } }));
}

function replicaDown(job: string, replicas: number): AlertRule {
  return {
    alert: "PrometheusReplicaDown",
    expr: `count(${selector("up", { job })} == 1) < ${replicas}`,
    for: "5m",
    severity: "warning",
    summary: `Only {{ $value }} of ${replicas} replicas of Prometheus answer`,
    description:
      "Alerting goes on with the replicas that are left; the loss of another one ends it. Look at the pods and their events.",
  };
}

function ruleAlerts(job: string): AlertRule[] {
  const failures = selector("prometheus_rule_evaluation_failures_total", { job });
  const missed = selector("prometheus_rule_group_iterations_missed_total", { job });
  return [
    {
      alert: "PrometheusConfigReloadFailed",
      expr: `max by (pod) (${selector("prometheus_config_last_reload_successful", { job })}) == 0`,
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.pod }} refuses its configuration or a rule file",
      description:
        "It goes on with the last good one, so nothing that has changed since is in effect, and it will not come up again after a restart. " +
        "Its log names the file and the line.",
    },
    {
      alert: "PrometheusRuleFailures",
      expr: `sum by (pod, rule_group) (increase(${failures}[5m])) > 0`,
      for: "5m",
      severity: "critical",
      summary: "{{ $labels.pod }} cannot evaluate rules of {{ $labels.rule_group }}",
      description: "Alerts of this group may be missing. The rules page of Prometheus shows the error beside the rule.",
    },
    {
      alert: "PrometheusRuleGroupSlow",
      expr: `sum by (pod, rule_group) (increase(${missed}[5m])) > 0`,
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.pod }} skips evaluations of {{ $labels.rule_group }}",
      description:
        "Evaluating the group takes longer than its interval, so its alerts come late. " +
        "Look for an expression that selects far more series than it needs, and at the CPU of the pod.",
    },
  ];
}

function deliveryAlerts(job: string): AlertRule[] {
  const per = (metric: string): string => `sum by (pod, alertmanager) (rate(${selector(metric, { job })}[5m]))`;
  const errors = per("prometheus_notifications_errors_total");
  // Without any alert in five minutes this is 0/0, which is not above anything.
  const failed = `${errors} / (${errors} + ${per("prometheus_notifications_sent_total")})`;
  const length = selector("prometheus_notifications_queue_length", { job });
  const capacity = selector("prometheus_notifications_queue_capacity", { job });
  return [
    {
      alert: "PrometheusAlertsNotDelivered",
      expr: `min by (pod) (${failed}) > 0.03`,
      // Longer than the window after a restart of Alertmanager, of which nobody has to know.
      for: "10m",
      severity: "critical",
      summary:
        "{{ $labels.pod }} loses {{ $value | humanizePercentage }} of its alerts on the way to every Alertmanager",
      description:
        "Alerts do not reach anybody. Look whether the Alertmanagers answer, and at the log of Prometheus for what they answer.",
    },
    {
      alert: "PrometheusAlertmanagerFailing",
      expr: `${failed} > 0.01`,
      for: "15m",
      severity: "warning",
      summary:
        "{{ $labels.alertmanager }} fails {{ $value | humanizePercentage }} of the alerts that {{ $labels.pod }} sends",
      description: "The other Alertmanagers still get them. Look at this one's pod and log.",
    },
    {
      alert: "PrometheusNotificationQueueFilling",
      expr: `max by (pod) (${length}) / max by (pod) (${capacity}) > 0.5`,
      for: "10m",
      severity: "warning",
      summary: "The queue of alerts of {{ $labels.pod }} is {{ $value | humanizePercentage }} full",
      description:
        "Alerts come faster than an Alertmanager takes them, and are dropped when the queue is full. Look at its latency and CPU.",
    },
  ];
}

function storageAlerts(job: string, { namespace, hasVolume }: PrometheusAlertsInput): AlertRule[] {
  const increased = (metric: string): string => `sum by (pod) (increase(${selector(metric, { job })}[3h])) > 0`;
  const volume = { namespace, persistentvolumeclaim: { re: "data-prometheus-[0-9]+" } };
  const free = selector("kubelet_volume_stats_available_bytes", volume);
  return [
    {
      alert: "PrometheusCompactionsFailing",
      expr: increased("prometheus_tsdb_compactions_failed_total"),
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.pod }} fails to compact its storage",
      description: "Memory and disk grow until it succeeds. Its log tells why; a full volume is the usual reason.",
    },
    {
      alert: "PrometheusBlockReloadsFailing",
      expr: increased("prometheus_tsdb_reloads_failures_total"),
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.pod }} fails to load blocks from its storage",
      description: "Queries about the past may be incomplete. Its log names the block.",
    },
    {
      alert: "PrometheusWalCorrupted",
      // Counted while it starts: the first sample is already more than 0, so there is no increase to see.
      expr: `max by (pod) (${selector("prometheus_tsdb_wal_corruptions_total", { job })}) > 0`,
      severity: "warning",
      summary: "{{ $labels.pod }} found its write-ahead log corrupted",
      description:
        "It dropped what came after the corruption: up to two hours of samples are missing, and it goes on. " +
        "A disk that failed or filled, or a kill in the middle of a write, is the usual reason. Ends with the next restart.",
    },
    ...(!hasVolume
      ? []
      : [
          {
            alert: "PrometheusStorageFilling",
            expr: `${free} / ${selector("kubelet_volume_stats_capacity_bytes", volume)} < 0.1`,
            for: "15m",
            severity: "warning",
            summary: "The volume {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left",
            description:
              "Old samples go before this point, so something else fills the volume: compactions that fail, or a log that grows because memory is short.",
          } as const,
        ]),
  ];
}

function scrapeLimit(job: string): AlertRule {
  const exceeded = [
    "scrapes_exceeded_sample_limit",
    "scrapes_exceeded_body_size_limit",
    "scrape_pool_exceeded_label_limits",
  ]
    .map((what) => `sum by (pod) (increase(${selector(`prometheus_target_${what}_total`, { job })}[5m]))`)
    .join(" + ");
  return {
    alert: "PrometheusScrapeLimitHit",
    expr: `${exceeded} > 0`,
    for: "15m",
    severity: "warning",
    summary: "{{ $labels.pod }} refuses targets that send too much",
    description:
      "A pod sends more series, labels or bytes than allowed, and none of its metrics are taken. The targets page names it. " +
      "A label with values without end, such as user ids or raw paths, is the usual reason.",
  };
}

function restarts(namespace: string): AlertRule {
  const container = { namespace, pod: { re: "prometheus-[0-9]+" }, container: "prometheus" };
  return {
    alert: "PrometheusRestarts",
    // increase() extrapolates to the whole hour: two restarts are 2.01, and would be above 2.
    expr: `max by (pod) (round(increase(${selector("kube_pod_container_status_restarts_total", container)}[1h]))) > 2`,
    severity: "warning",
    summary: "{{ $labels.pod }} restarted {{ $value | humanize }} times within an hour",
    description:
      "While it replays its log it evaluates nothing. Killed for memory (OOMKilled) is the usual reason: " +
      "look for the job with the most series on the status page, then raise resources.memory.",
  };
}
