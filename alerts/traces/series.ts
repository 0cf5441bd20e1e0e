import { parseDuration, type Duration } from "../../lib/core";
import {
  growing,
  recorded,
  selector,
  serviceGraph,
  spanMetrics,
  type CaseSeries,
  type Phase,
  type ServiceTarget,
} from "../../lib/signals";
import { histogram } from "../case-histogram";
import { recordedSeries } from "../http/case-window";
import { own } from "../http/traffic";

/** Whether a service sends traces. */
export function sendsTraces({ traces }: ServiceTarget): boolean {
  return traces;
}

/** Spans of the service as the collector counts them; by default those of jobs from a queue. */
export function spans(
  { namespace, service }: ServiceTarget,
  status: "STATUS_CODE_ERROR" | "STATUS_CODE_UNSET",
  labels: Readonly<Record<string, string>>,
  ...phases: readonly Phase[]
): CaseSeries {
  const { labels: names } = spanMetrics;
  const identity = { [names.service]: service, [names.namespace]: namespace };
  const span = { [names.span]: "orders process", [names.kind]: spanMetrics.consumer, [names.status]: status };
  return { series: selector(spanMetrics.calls, { ...identity, ...span, ...labels }), phases };
}

/** The labels of calls from the service to a database. */
export function edge({ namespace, service }: ServiceTarget, server = "orders-db"): Readonly<Record<string, string>> {
  const { labels } = serviceGraph;
  return { [labels.client]: service, [labels.clientNamespace]: namespace, [labels.server]: server };
}

/** Of the calls of {@link edge}, all or those that failed. */
export function calls(
  which: "requests" | "failed",
  labels: Readonly<Record<string, string>>,
  ...phases: readonly Phase[]
): CaseSeries {
  return { series: selector(serviceGraph[which], labels), phases };
}

/** A ratio of a handful says nothing. */
export function withCalls(target: ServiceTarget, condition: string, minimumRate: number): string {
  return minimumRate === 0
    ? condition
    : `${condition} and on (server) ${own(target, recorded.dependencyCalls)} > ${minimumRate}`;
}

/** What others do while the service does what a case says: they handle much, and call the same databases, and all of it fails. */
export function failingOthers(other: ServiceTarget, duration: Duration): readonly CaseSeries[] {
  const much = growing(50, duration);
  const to = edge(other);
  const slow = { metric: serviceGraph.clientDuration, labels: to, bounds: BOUNDS, quantile: 0.95, value: 7 };
  const server = { server: to["server"] ?? "" };
  return [
    spans(other, "STATUS_CODE_ERROR", {}, much),
    calls("requests", to, much),
    calls("failed", to, much),
    ...histogram({ ...slow, perSecond: 50 }, duration),
    ...recordedSeries(
      other,
      duration,
      { name: recorded.spans, value: 50 },
      { name: recorded.spanFailureRatio, value: 1 },
      { name: recorded.dependencyCalls, value: 50, labels: server },
      { name: recorded.dependencyFailureRatio, value: 1, labels: server },
      { name: recorded.dependencyLatency, value: 7, labels: server },
    ),
  ];
}

/** Bounds of the collector's histogram, in seconds. */
export const BOUNDS = spanMetrics.buckets.map((bound) => parseDuration(bound) / 1000);
