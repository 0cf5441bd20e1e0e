import { podJob, selector, type AlertRule, type DashboardLink } from "../../signals";
import { HEARTBEAT } from "./heartbeat";

/** The program's own series: all of its replicas. */
export interface AlertmanagerTarget {
  readonly namespace: string;
  readonly service: string;
  readonly replicas: number;
}

/** What is wrong with alerting itself. Whether anybody hears of it is what the heartbeat is for. */
export function alertmanagerAlerts(target: AlertmanagerTarget): AlertRule[] {
  return [downAlert(target), notificationAlert(target), ...clusterAlerts(target)].map((rule) => ({
    dashboard: dashboardOf(target),
    ...rule,
  }));
}

function downAlert(target: AlertmanagerTarget): AlertRule {
  const up = own(target, "up");
  return {
    alert: "AlertmanagerDown",
    // absent() covers a StatefulSet without any pod, which leaves no series to be 0.
    expr: `sum(${up}) == 0 or absent(${up})`,
    for: "2m",
    severity: "critical",
    summary: "Alertmanager is down: nobody is told about any alert",
    description:
      "No replica of Alertmanager answers. Look at its pods and their events, and at its log: a configuration that it refuses keeps it from starting.",
  };
}

/** By receiver, because a heartbeat every minute would hide that each of the few real messages fails. */
function notificationAlert(target: AlertmanagerTarget): AlertRule {
  const perSecond = (metric: string): string =>
    `sum by (integration, receiver_name) (rate(${selector(metric, { ...matchers(target), receiver_name: { not: HEARTBEAT } })}[15m]))`;
  return {
    alert: "AlertmanagerNotificationsFailing",
    expr: `${perSecond("alertmanager_notifications_failed_total")} / ${perSecond("alertmanager_notifications_total")} > 0.1`,
    for: "5m",
    severity: "critical",
    summary: "Alertmanager cannot reach the receiver {{ $labels.receiver_name }} through {{ $labels.integration }}",
    description:
      "{{ $value | humanizePercentage }} of the notifications to {{ $labels.receiver_name }} through {{ $labels.integration }} failed, and were not delivered by the attempts that followed. " +
      "Its log says why: a secret that has expired, a name that does not resolve, a quota.",
  };
}

function clusterAlerts(target: AlertmanagerTarget): AlertRule[] {
  const { replicas } = target;
  if (replicas === 1) return [];
  const members = own(target, "alertmanager_cluster_members");
  return [
    {
      alert: "AlertmanagerReplicaDown",
      expr: `count(${own(target, "up")} == 1) < ${replicas}`,
      for: "10m",
      severity: "warning",
      summary: "Only {{ $value }} of the replicas of Alertmanager answer",
      description: `{{ $value }} of ${replicas} replicas of Alertmanager have answered for ten minutes. The rest still deliver; one more failure may be one too many.`,
    },
    {
      alert: "AlertmanagerMembersInconsistent",
      expr: `max_over_time(${members}[5m]) < ${replicas}`,
      for: "15m",
      severity: "warning",
      summary: "A replica of Alertmanager does not see the others",
      description: `Pod {{ $labels.pod }} sees {{ $value }} of ${replicas} members of the cluster: notifications may arrive twice. Look for what blocks TCP and UDP port 9094 between the pods.`,
    },
    {
      alert: "AlertmanagerConfigInconsistent",
      expr: `count(count_values("hash", ${own(target, "alertmanager_config_hash")})) > 1`,
      for: "20m",
      severity: "warning",
      summary: "The replicas of Alertmanager have different configurations",
      description:
        "A rollout of Alertmanager has not come to its end: who is told depends on the replica. Look at its pods and their events.",
    },
  ];
}

function own(target: AlertmanagerTarget, metric: string): string {
  return selector(metric, matchers(target));
}

function matchers({ namespace, service }: AlertmanagerTarget): {
  readonly namespace: string;
  readonly service: string;
} {
  return { namespace, service };
}

function dashboardOf({ namespace, service }: AlertmanagerTarget): DashboardLink {
  return { uid: "alertmanager", variables: { job: podJob(namespace, service) } };
}
