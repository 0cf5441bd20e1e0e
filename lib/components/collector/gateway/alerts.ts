import { podJob, rate, selector, serviceGraph, spanMetrics, sum, type AlertRule } from "../../../signals";
import { collectorAlerts, onDashboard } from "../alerts";

export interface GatewayAlertsInput {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  /** Whether it keeps traces, and so judges them. */
  readonly hasTraces: boolean;
}

/** What goes wrong with the gateway. */
export function gatewayAlerts({ namespace, name, replicas, hasTraces }: GatewayAlertsInput): AlertRule[] {
  const job = podJob(namespace, name);
  const rules = [
    down(job),
    ...(replicas > 1 ? [replicaDown(job, replicas)] : []),
    ...collectorAlerts(job, namespace, name),
    ...(hasTraces ? samplingAlerts(job) : []),
    spanMetricsOverflow(),
    serviceGraphIncomplete(job),
  ];
  return onDashboard(rules, job);
}

function down(job: string): AlertRule {
  const up = selector("up", { job });
  return {
    alert: "CollectorGatewayDown",
    // absent() covers a Deployment without any pod, which leaves no series to be 0.
    expr: `sum(${up}) == 0 or absent(${up})`,
    for: "5m",
    severity: "critical",
    summary: "The gateway of telemetry is down: no traces and no pushed metrics arrive",
    description:
      "Alerts on metrics that services push see nothing. The agents keep what they cannot send, until their queues are full. Look at its pod, its events and its log: a configuration that it refuses keeps it from starting.",
  };
}

function replicaDown(job: string, replicas: number): AlertRule {
  return {
    alert: "CollectorGatewayReplicaDown",
    expr: `count(${selector("up", { job })} == 1) < ${replicas}`,
    for: "5m",
    severity: "warning",
    summary: `Only {{ $value }} of ${replicas} replicas of the gateway answer`,
    description:
      "The agents send everything to those that are left. What waits on the volume of the missing one is sent when it is back. Look at the pods and their events.",
  };
}

function samplingAlerts(job: string): AlertRule[] {
  const own = (metric: string): string => selector(`otelcol_processor_tail_sampling_${metric}`, { job });
  const late = selector("otelcol_processor_tail_sampling_early_releases_from_cache_decision", {
    job,
    sampled: "false",
  });
  const spans = selector("otelcol_receiver_accepted_spans", { job });
  return [
    {
      alert: "CollectorTracesDroppedEarly",
      expr: `${sum(rate(own("sampling_trace_dropped_too_early"), "5m"), ["pod"])} > 0`,
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.pod }} drops {{ $value | humanize }} traces a second before it has judged them",
      description:
        "More traces are on their way than fit into its memory, and failed ones may be among those that are lost. Metrics of spans are still right. Raise resources.memory, or shorten sampling.decisionWait.",
    },
    {
      alert: "CollectorSpansLate",
      expr: `${sum(rate(late, "15m"), ["pod"])} / ${sum(rate(spans, "15m"), ["pod"])} > 0.05`,
      for: "15m",
      severity: "warning",
      summary: "{{ $value | humanizePercentage }} of the spans come after {{ $labels.pod }} has dropped their trace",
      description:
        "A failure that only they tell of is not kept. Requests that take longer than sampling.decisionWait are the usual reason, or an agent that sends what had waited.",
    },
  ];
}

/** The series that takes what exceeds the limit has no other labels than the service's. */
function spanMetricsOverflow(): AlertRule {
  const overflow = selector(spanMetrics.calls, { [spanMetrics.labels.overflow]: "true" });
  return {
    alert: "CollectorSpanMetricsOverflow",
    expr: `${sum(rate(overflow, "5m"), ["job"])} > 0`,
    for: "10m",
    severity: "warning",
    summary: "The spans of {{ $labels.job }} have too many names: {{ $value | humanize }} a second are counted as one",
    description:
      "Rates and latencies by span or route are incomplete for it. A name or http.route that holds an id or a raw path is the usual reason: name spans by the route's template.",
  };
}

function serviceGraphIncomplete(job: string): AlertRule {
  const dropped = selector("otelcol_connector_servicegraph_dropped_spans", { job });
  const spans = selector("otelcol_receiver_accepted_spans", { job });
  return {
    alert: "CollectorServiceGraphIncomplete",
    // A burst fills it for the 15 seconds that each of its spans waits; what never ends is what is worth a change.
    expr: `${sum(rate(dropped, "5m"), ["pod"])} / ${sum(rate(spans, "5m"), ["pod"])} > 0.05`,
    for: "15m",
    severity: "warning",
    summary: "The service graph of {{ $labels.pod }} leaves out {{ $value | humanizePercentage }} of the spans",
    description:
      `${serviceGraph.requests} counts too few calls: more spans wait for their other side than fit into its memory. ` +
      "Those of which no other side will come, such as the first span of each trace, wait for 15 seconds. " +
      "Traces and metrics of spans are not concerned. Raise resources.memory.",
  };
}
