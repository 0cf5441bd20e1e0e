import { intervals } from "./intervals";
import { quantile, rate, selector, sum, type Matchers } from "./promql";
import { recorded } from "./recorded";
import type { RecordingRule } from "./rule";
import { identityLabels, type ServiceTarget } from "./service-target";
import { serviceGraph, spanMetrics } from "./span-metrics";

/** What is recorded of a service's spans and of its calls to others, as its traces tell; none where it sends no traces. */
export function traceRecordings(target: ServiceTarget): RecordingRule[] {
  if (!target.traces) return [];
  return [
    ...spanRecordings(target).map((rule) => ({ ...rule, interval: intervals.patient })),
    ...dependencyRecordings(target).map((rule) => ({ ...rule, interval: intervals.usual })),
  ];
}

function spanRecordings(target: ServiceTarget): RecordingRule[] {
  const { labels, calls, error } = spanMetrics;
  const spans = (matchers: Matchers): string =>
    sum(rate(selector(calls, { ...handledSpans(target), ...matchers }), "5m"));
  const all = selector(recorded.spans, identityLabels(target));
  return [
    { record: recorded.spans, expr: spans({}) },
    {
      record: recorded.spanFailureRatio,
      expr: `${spans({ [labels.status]: error })} / (sum(${all}) > 0)`,
    },
  ];
}

/**
 * Spans of what the service handles: requests, and jobs from a queue. Where it tells its HTTP traffic by metrics, HTTP is
 * left out, of which those tell more exactly.
 */
export function handledSpans({ namespace, service, metrics }: ServiceTarget): Matchers {
  const { labels, server, consumer } = spanMetrics;
  return {
    [labels.namespace]: namespace,
    [labels.service]: service,
    [labels.kind]: { re: `${server}|${consumer}` },
    ...(metrics && { [labels.method]: "" }),
  };
}

function dependencyRecordings(target: ServiceTarget): RecordingRule[] {
  const { requests, failed, clientDuration, labels } = serviceGraph;
  const own = { [labels.client]: target.service, [labels.clientNamespace]: target.namespace };
  const by = [labels.server];
  const calls = selector(recorded.dependencyCalls, identityLabels(target));
  const all = sum(calls, by);
  return [
    { record: recorded.dependencyCalls, expr: sum(rate(selector(requests, own), "5m"), by) },
    {
      record: recorded.dependencyFailureRatio,
      expr: `${sum(rate(selector(failed, own), "5m"), by)} / on (server) (${all} > 0)`,
    },
    {
      record: recorded.dependencyLatency,
      expr: `${quantile(0.95, selector(`${clientDuration}_bucket`, own), "5m", by)} >= 0`,
    },
  ];
}
