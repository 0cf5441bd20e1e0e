import { rate, selector, sum, type AlertRule, type Matchers } from "../../signals";
import { SIGNALS, type Signal } from "./signal";

/** What goes wrong with a collector, wherever it stands. Its own metrics have no `_total`. */
export function collectorAlerts(job: string, namespace: string, container: string): AlertRule[] {
  return [...queueAlerts(job), ...intakeAlerts(job), restarts(namespace, container)];
}

/** Adds where to look first. */
export function onDashboard(rules: readonly AlertRule[], job: string): AlertRule[] {
  return rules.map((rule) => ({ ...rule, dashboard: { uid: "collector", variables: { job } } }));
}

function queueAlerts(job: string): AlertRule[] {
  const own = (metric: string, also: Matchers = {}): string => selector(`otelcol_exporter_${metric}`, { job, ...also });
  const by = ["pod", "exporter"];
  // Of pods that are there, and were ten minutes ago: the series of one that is gone stay within the ten minutes, and a queue
  // that a new one finds on its disk is on its way.
  const waiting = ({ dataType }: Signal): string => {
    const queue = own("queue_size", { data_type: dataType });
    const lasting = `min by (pod, exporter) (min_over_time(${queue}[10m]))`;
    const before = `max by (pod, exporter) (${queue} offset 10m)`;
    const alive = `max by (pod) (${selector("up", { job })}) == 1`;
    return `${lasting} > 0 and ${before} > 0 and on (pod) ${alive}`;
  };
  const sent = ({ suffix }: Signal): string => `${sum(rate(own(`sent_${suffix}`), "10m"), by)} > 0`;
  return [
    {
      alert: "CollectorQueueFull",
      expr: bySignal(({ suffix }) => `${sum(grown(own(`enqueue_failed_${suffix}`), "5m"), by)} > 0`),
      severity: "critical",
      summary: "{{ $labels.pod }} has no room for {{ $labels.signal }} in the queue of {{ $labels.exporter }}",
      description:
        "{{ $value | humanize }} did not fit within five minutes. Spans that were sampled are lost, and so are metrics for one of several Prometheus, which the others have; the rest agents and programs try again for a while. " +
        "Look why the other side does not take what waits.",
    },
    {
      alert: "CollectorQueueFilling",
      expr: `max by (pod, exporter, data_type) (${own("queue_size")}) / max by (pod, exporter, data_type) (${own("queue_capacity")}) > 0.5`,
      for: "5m",
      severity: "warning",
      summary: "The queue of {{ $labels.exporter }} in {{ $labels.pod }} is {{ $value | humanizePercentage }} full",
      description:
        "{{ $labels.data_type }} come faster than the other side takes them. Nothing is lost before the queue is full. Look at what it sends to.",
    },
    {
      alert: "CollectorExportsStuck",
      expr: bySignal((signal) => `(${waiting(signal)}) unless on (pod, exporter) ${sent(signal)}`),
      for: "5m",
      severity: "warning",
      summary:
        "{{ $labels.pod }} has {{ $labels.signal }} for {{ $labels.exporter }}, and has sent none of them for 15 minutes",
      description:
        "{{ $value | humanize1024 }}B wait on disk, and are sent when the other side answers again. Look whether it is up, and at the log of the pod for what it answers.",
    },
    {
      alert: "CollectorExportsRejected",
      expr: bySignal(({ suffix }) => `${sum(grown(own(`send_failed_${suffix}`), "15m"), by)} > 0`),
      for: "5m",
      severity: "warning",
      summary: "The other side of {{ $labels.exporter }} refuses {{ $labels.signal }} of {{ $labels.pod }} for good",
      description:
        "{{ $value | humanize }} were dropped within 15 minutes: to send them again would end the same way. The log of the pod has the answer: too old, too large, or a wrong address.",
    },
  ];
}

function intakeAlerts(job: string): AlertRule[] {
  const limited = ({ suffix }: Signal): string =>
    `${sum(rate(selector(`otelcol_processor_memory_limiter_refused_${suffix}`, { job }), "5m"), ["pod"])} > 0`;
  const refused = ({ suffix }: Signal): string => {
    const refusals = ["refused", "failed"].map((what) =>
      sum(rate(selector(`otelcol_receiver_${what}_${suffix}`, { job }), "5m"), ["pod", "receiver"]),
    );
    return `${refusals.join(" + ")} > 0`;
  };
  return [
    {
      alert: "CollectorRefusesData",
      // Where memory is short, the next alert says so.
      expr: bySignal((signal) => `${refused(signal)} unless on (pod) ${limited(signal)}`),
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.pod }} refuses {{ $labels.signal }} at {{ $labels.receiver }}",
      description:
        "{{ $value | humanize }} a second are sent back. Agents and most programs try again, and lose them when their own queue is full. " +
        "A full queue behind it is the usual reason; the log of the pod has the error.",
    },
    {
      alert: "CollectorMemoryLimited",
      expr: bySignal(limited),
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.pod }} refuses {{ $labels.signal }} because its memory is short",
      description:
        "{{ $value | humanize }} a second are sent back, before the container would be killed. Raise resources.memory, or look who sends so much.",
    },
  ];
}

function restarts(namespace: string, container: string): AlertRule {
  const total = selector("kube_pod_container_status_restarts_total", { namespace, container });
  return {
    alert: "CollectorRestarts",
    // increase() extrapolates to the whole hour: two restarts are 2.01, and would be above 2.
    expr: `max by (pod) (round(increase(${total}[1h]))) > 2`,
    severity: "warning",
    summary: "{{ $labels.pod }} restarted {{ $value | humanize }} times within an hour",
    description:
      "What waits in its queues is kept. Killed for memory (OOMKilled), or a configuration that it refuses, are the usual reasons: look at its last state and its log.",
  };
}

/**
 * How much a counter has grown, one that was not there before included: many of these counters appear with their first
 * failure, of which increase() sees nothing.
 */
function grown(counter: string, window: "5m" | "15m"): string {
  return `increase(${counter}[${window}]) > 0 or (${counter} unless ${counter} offset ${window})`;
}

/** The alert for each signal, which its label `signal` names in words. */
function bySignal(expr: (signal: Signal) => string): string {
  return SIGNALS.map((signal) => `label_replace(${expr(signal)}, "signal", "${signal.words}", "", "")`).join(" or ");
}
