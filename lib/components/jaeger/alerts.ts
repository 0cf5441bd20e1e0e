import { podJob, rate, selector, sum, type AlertRule, type Matchers } from "../../signals";
import { INDEX_CLEANER } from "./index-cleaner";

export interface JaegerAlertsInput {
  readonly namespace: string;
  readonly replicas: number;
  /** Whether the traces are on a volume that outlives the pod. */
  readonly hasVolume: boolean;
  /** Whether the traces are in Elasticsearch or OpenSearch. */
  readonly hasIndices: boolean;
  /** Whether it asks Prometheus for the metrics of spans. */
  readonly hasMetrics: boolean;
}

/**
 * What goes wrong with Jaeger itself. No alert needs traces, and senders keep what it does not take: it can wait for the
 * morning, except for a volume that is about to be full.
 */
export function jaegerAlerts(input: JaegerAlertsInput): AlertRule[] {
  const { namespace, replicas } = input;
  const job = podJob(namespace, "jaeger");
  return [
    down(job),
    ...(replicas > 1 ? [replicaDown(job, replicas)] : []),
    restarts(namespace),
    refused(job),
    queriesFailing(job),
    ...(input.hasMetrics ? [monitorPageFailing(job)] : []),
    ...(input.hasVolume ? storageFilling(namespace) : []),
    ...(input.hasIndices ? elasticsearchAlerts(job, namespace) : []),
  ].map((rule) => ({ ...rule, dashboard: { uid: "jaeger", variables: { job } } }));
}

function down(job: string): AlertRule {
  const up = selector("up", { job });
  return {
    alert: "JaegerDown",
    // absent() covers a workload without any pod, which leaves no series to be 0.
    expr: `sum(${up}) == 0 or absent(${up})`,
    for: "5m",
    severity: "warning",
    summary: "Jaeger is down: no trace can be looked at",
    description:
      "Jaeger has not answered for five minutes. The gateway keeps new traces as long as its queue has room. Look at the pod and " +
      "its events, and at its log: a full volume, or a storage that does not answer, keeps it from starting.",
  };
}

function replicaDown(job: string, replicas: number): AlertRule {
  return {
    alert: "JaegerReplicaDown",
    expr: `count(${selector("up", { job })} == 1) < ${replicas}`,
    for: "5m",
    severity: "warning",
    summary: `Only {{ $value }} of ${replicas} replicas of Jaeger answer`,
    description: "The others go on; the loss of the last one ends it. Look at the pods and their events.",
  };
}

function restarts(namespace: string): AlertRule {
  const counter = selector("kube_pod_container_status_restarts_total", { namespace, container: "jaeger" });
  return {
    alert: "JaegerRestarts",
    // increase() extrapolates to the whole hour: two restarts are 2.01, and would be above 2.
    expr: `max by (pod) (round(increase(${counter}[1h]))) > 2`,
    severity: "warning",
    summary: "{{ $labels.pod }} restarted {{ $value | humanize }} times within an hour",
    description:
      "It takes no traces while it starts. Killed for memory (OOMKilled) is the usual reason, and a fault (SIGBUS) the one where " +
      "its volume is full.",
  };
}

function refused(job: string): AlertRule {
  return {
    alert: "JaegerSpansRefused",
    expr: `${grownPerPod("otelcol_receiver_refused_spans_total", job)} > 0`,
    for: "10m",
    severity: "warning",
    summary: "{{ $labels.pod }} refused {{ $value | humanize }} spans within five minutes",
    description:
      "It could not store them, and said so: whoever sends tries again, and loses them when its queue is full. The log of Jaeger has the reason.",
  };
}

function queriesFailing(job: string): AlertRule {
  // A trace that is not there counts as an error of its own query.
  const asked = { role: "tracestore", operation: { not: "get_trace" } };
  return {
    alert: "JaegerQueriesFailing",
    expr: `${failedShare(job, asked)} > 0.1`,
    for: "10m",
    severity: "warning",
    summary: "{{ $value | humanizePercentage }} of the searches for traces fail",
    description:
      "For ten minutes, searches in Jaeger and in Grafana have shown errors or nothing. The log of Jaeger has the reason.",
  };
}

function monitorPageFailing(job: string): AlertRule {
  return {
    alert: "JaegerMonitorPageFailing",
    expr: `${failedShare(job, { role: "metricstore" })} > 0.5`,
    for: "10m",
    severity: "warning",
    summary: "Jaeger cannot read the metrics of spans: its Monitor page is empty",
    description:
      "{{ $value | humanizePercentage }} of its queries to Prometheus have failed for ten minutes. Look whether Prometheus answers at " +
      "the address that Jaeger has, and whether Jaeger may reach it.",
  };
}

function storageFilling(namespace: string): AlertRule[] {
  const volume = { namespace, persistentvolumeclaim: { re: "data-jaeger-[0-9]+" } };
  const free = selector("kubelet_volume_stats_available_bytes", volume);
  const left = `${free} / ${selector("kubelet_volume_stats_capacity_bytes", volume)}`;
  const summary = "The volume {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left";
  const ends = "With a full volume Jaeger ends, and does not start again before the volume is enlarged.";
  return [
    {
      alert: "JaegerStorageFilling",
      expr: `${left} < 0.1`,
      for: "15m",
      severity: "warning",
      summary,
      description: `Traces go by age alone, whatever room there is. ${ends}`,
    },
    {
      alert: "JaegerStorageFilling",
      expr: `${left} < 0.05`,
      for: "2m",
      severity: "critical",
      summary: `${summary}: Jaeger is about to end for good`,
      description: `${ends} Enlarge it now, or have the gateway send fewer traces.`,
    },
  ];
}

function elasticsearchAlerts(job: string, namespace: string): AlertRule[] {
  const cleaner = { namespace, cronjob: INDEX_CLEANER };
  const success = selector("kube_cronjob_status_last_successful_time", cleaner);
  const created = selector("kube_cronjob_created", cleaner);
  return [
    {
      alert: "JaegerElasticsearchFailing",
      expr: `${grownPerPod("jaeger_storage_bulk_index_latency_err_seconds_count", job)} > 0`,
      for: "10m",
      severity: "warning",
      summary: "{{ $labels.pod }} cannot write to Elasticsearch",
      description:
        "Writes have failed for ten minutes. Jaeger holds senders up until they succeed, and the gateway keeps what it cannot send. " +
        "The log of Jaeger has the answer that it got.",
    },
    {
      alert: "JaegerSpansNotStored",
      expr: `${grownPerPod("jaeger_storage_bulk_index_errors_total", job)} > 0`,
      for: "5m",
      severity: "warning",
      summary: "Elasticsearch refused {{ $value | humanize }} documents of {{ $labels.pod }} within five minutes",
      description:
        "What is refused for good is lost, as Jaeger has already said yes to whoever sent it. The log of Jaeger has the reason: " +
        "a mapping that does not fit, an index that is read-only, or a cluster that is overloaded.",
    },
    {
      alert: "JaegerIndexCleanerFailing",
      // Before the first success, the time since it exists.
      expr: `time() - (max(${success}) or max(${created})) > ${26 * 3600}`,
      severity: "warning",
      summary: "Old indices of traces have not been deleted for {{ $value | humanizeDuration }}",
      description:
        "The index cleaner runs each night and has not succeeded in the last one. Disks of Elasticsearch fill by a day of traces each day.",
    },
  ];
}

function failedShare(job: string, asked: Matchers): string {
  const requests = (also: Matchers): string =>
    sum(rate(selector("jaeger_storage_requests_total", { job, ...asked, ...also }), "10m"));
  return `${requests({ result: "err" })} / ${requests({})}`;
}

function grownPerPod(metric: string, job: string): string {
  return sum(`increase(${selector(metric, { job })}[5m])`, ["pod"]);
}
