import { parseMemory } from "../../core";
import { selector, type AlertRule } from "../../signals";
import { MAX_CHUNK_AGE } from "./config";
import { OLDEST_LINE, type LokiLimits } from "./limits";

/** What the alerts depend on. */
export interface LokiAlertsInput {
  readonly namespace: string;
  readonly replicas: number;
  readonly limits: LokiLimits;
}

/** Reasons for which Loki asks to send again later. Whatever it says otherwise is for good. */
const LATER = "rate_limited|per_stream_rate_limit|stream_limit";

/** What goes wrong with lines on their way in. */
export function intakeAlerts(job: string, { replicas, limits }: LokiAlertsInput): AlertRule[] {
  const received = `sum(rate(${selector("loki_distributor_bytes_received_total", { job })}[5m]))`;
  // Each stream is in memory as often as its lines are kept.
  const streams = `sum(${selector("loki_ingester_memory_streams", { job })}) / ${Math.min(replicas, 3)}`;
  return [
    {
      alert: "LokiLinesDiscarded",
      expr: lost(job),
      severity: "warning",
      summary: "Loki throws away log lines: {{ $labels.reason }}",
      description:
        "{{ $value | humanize }} lines within ten minutes were refused for good, and are lost. " +
        `Too old is more than ${OLDEST_LINE}, too far behind more than half of ${MAX_CHUNK_AGE} after others of the stream. Its log names the stream.`,
    },
    {
      alert: "LokiRateLimited",
      expr: `sum by (reason) (increase(${selector(DISCARDED, { job, reason: { re: LATER } })}[10m])) > 0`,
      for: "10m",
      severity: "warning",
      summary: "Loki takes fewer log lines than it is sent: {{ $labels.reason }}",
      description:
        "Collectors send again what was refused, until their queues are full. Find the service that logs the most, and why, before you raise the limit.",
    },
    {
      alert: "LokiIngestionNearLimit",
      expr: `${received} / ${parseMemory(limits.ingestionRate)} > 0.8`,
      for: "15m",
      severity: "warning",
      summary: "Log lines arrive at {{ $value | humanizePercentage }} of the rate that Loki takes",
      description: `Beyond ${limits.ingestionRate} a second it refuses lines of everybody. Find the service that logs the most, or raise limits.ingestionRate.`,
    },
    {
      alert: "LokiStreamsNearLimit",
      expr: `${streams} / ${limits.streams} > 0.8`,
      for: "15m",
      severity: "warning",
      summary: "Loki has {{ $value | humanizePercentage }} of the streams that it may have",
      description: `Beyond ${limits.streams} it refuses lines of new pods and services. A label with values without end is the usual reason.`,
    },
  ];
}

const DISCARDED = "loki_discarded_samples_total";

/**
 * By reason. The counter of a reason begins with the first line that is lost, so that it does not increase then: it is
 * new, at a pod that is not.
 */
function lost(job: string): string {
  const counted = selector(DISCARDED, { job, reason: { notRe: LATER } });
  const begun = `${counted} unless ${counted} offset 10m and on (pod) ${selector("up", { job })} offset 10m`;
  return `sum by (reason) (increase(${counted}[10m])) > 0 or sum by (reason) (${begun})`;
}
