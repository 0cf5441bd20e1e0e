import { podJob, rate, selector, sum, type AlertRule, type DashboardLink } from "../../signals";
import { intakeAlerts, type LokiAlertsInput } from "./intake-alerts";
import { logRulesRefused, rulerAlerts } from "./ruler-alerts";
import { storageAlerts } from "./storage-alerts";

/** What goes wrong with Loki itself, as far as its metrics tell. */
export function lokiAlerts(input: LokiAlertsInput): AlertRule[] {
  const job = podJob(input.namespace, "loki");
  return [
    down(job),
    ...(input.replicas > 1 ? [replicaDown(job, input.replicas)] : []),
    requestsFailing(job),
    panics(job),
    restarts(input.namespace),
    ...intakeAlerts(job, input),
    ...storageAlerts(job),
    ...rulerAlerts(job),
  ].map((rule) => ({ ...rule, dashboard: dashboard(input) }));
}

/** What no metric tells, and its own log does. */
export function lokiLogAlerts(input: LokiAlertsInput): AlertRule[] {
  return [{ ...logRulesRefused(input.namespace), dashboard: dashboard(input) }];
}

function dashboard({ namespace }: LokiAlertsInput): DashboardLink {
  return { uid: "loki", variables: { job: podJob(namespace, "loki") } };
}

function down(job: string): AlertRule {
  const up = selector("up", { job });
  return {
    alert: "LokiDown",
    // absent() covers a StatefulSet without any pod, which leaves no series to be 0.
    expr: `sum(${up}) == 0 or absent(${up})`,
    for: "5m",
    severity: "critical",
    summary: "Loki is down: no log line is taken, and no alert on log lines is evaluated",
    description:
      "No replica of Loki answers. Collectors keep what they read until their queues are full. Look at its pods and their events, " +
      "and at its log: a configuration that it refuses, or object storage that it does not reach, keeps it from starting.",
  };
}

function replicaDown(job: string, replicas: number): AlertRule {
  return {
    alert: "LokiReplicaDown",
    expr: `count(${selector("up", { job })} == 1) < ${replicas}`,
    for: "10m",
    severity: "warning",
    summary: `Only {{ $value }} of ${replicas} replicas of Loki answer`,
    description:
      "Lines are taken and found as before, and one more failure may end that. Look at the pods and their events.",
  };
}

function requestsFailing(job: string): AlertRule {
  // What people and collectors ask; whether it is ready, Kubernetes asks.
  const requests = { job, route: { re: "loki_api_.+|otlp_.+|api_prom_.+" } };
  const counted = "loki_request_duration_seconds_count";
  const all = sum(rate(selector(counted, requests), "5m"), ["route"]);
  const failed = sum(rate(selector(counted, { ...requests, status_code: { re: "5.." } }), "5m"), ["route"]);
  return {
    alert: "LokiRequestsFailing",
    expr: `${failed} / ${all} > 0.05`,
    for: "10m",
    severity: "warning",
    summary: "Loki answers {{ $value | humanizePercentage }} of the requests to {{ $labels.route }} with 5xx",
    description:
      "Of otlp_v1_logs, collectors send again until their queues are full; of the others, people and rules get no answer. Its log has the errors.",
  };
}

function panics(job: string): AlertRule {
  return {
    alert: "LokiPanics",
    // Before the first one the series is 0 and not absent, so that there is an increase to see.
    expr: `sum by (pod) (increase(${selector("loki_panic_total", { job })}[10m])) > 0`,
    severity: "warning",
    summary: "{{ $labels.pod }} panicked while it answered a request",
    description: "It goes on. A query or a line brings about a mistake of Loki: its log has the stack and the request.",
  };
}

function restarts(namespace: string): AlertRule {
  const container = { namespace, pod: { re: "loki-[0-9]+" }, container: "loki" };
  return {
    alert: "LokiRestarts",
    // increase() extrapolates to the whole hour: two restarts are 2.01, and would be above 2.
    expr: `max by (pod) (round(increase(${selector("kube_pod_container_status_restarts_total", container)}[1h]))) > 2`,
    severity: "warning",
    summary: "{{ $labels.pod }} restarted {{ $value | humanize }} times within an hour",
    description:
      "Killed for memory (OOMKilled) is the usual reason: too many streams at once, or queries over too many lines. " +
      "Look at the streams in memory and at the queries before the restart, then raise resources.memory.",
  };
}
