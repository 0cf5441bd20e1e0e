import { parseDuration } from "../../core";
import type { Metric, SourceLabels } from "../metric";
import { serviceGraph, spanMetrics } from "../span-metrics";
import { counter, histogram } from "./define";

/** The collector pushes them in the name of the service that sent the spans. */
export const traceLabels: SourceLabels = { always: ["job", "instance"] };

const { labels } = spanMetrics;
const SPAN = Object.values(labels);
const OPTIONAL = [
  labels.namespace,
  labels.route,
  labels.method,
  labels.code,
  labels.overflow,
  labels.span,
  labels.kind,
  labels.status,
];
const VALUES = {
  [labels.kind]: ["SERVER", "CLIENT", "INTERNAL", "PRODUCER", "CONSUMER", "UNSPECIFIED"].map(
    (kind) => `SPAN_KIND_${kind}`,
  ),
  [labels.status]: ["UNSET", "OK", "ERROR"].map((status) => `STATUS_CODE_${status}`),
  [labels.overflow]: ["true"],
};
const EDGE = [...Object.values(serviceGraph.labels), "connection_type", "virtual_node"];
const EDGE_OPTIONAL = EDGE.filter(
  (label) => label !== serviceGraph.labels.client && label !== serviceGraph.labels.server,
);

/** What the collector counts of spans and of the calls between services. */
export const traces: readonly Metric[] = [
  counter(spanMetrics.calls, SPAN, { optional: OPTIONAL, values: VALUES, arrives: "pushed" }),
  histogram(spanMetrics.duration, SPAN, {
    optional: OPTIONAL,
    values: VALUES,
    unit: "milliseconds",
    buckets: spanMetrics.buckets.map((bound) => parseDuration(bound)),
    arrives: "pushed",
  }),
  counter(serviceGraph.requests, EDGE, { optional: EDGE_OPTIONAL, arrives: "pushed" }),
  counter(serviceGraph.failed, EDGE, { optional: EDGE_OPTIONAL, arrives: "pushed" }),
  histogram(serviceGraph.clientDuration, EDGE, { optional: EDGE_OPTIONAL, arrives: "pushed" }),
  histogram(serviceGraph.serverDuration, EDGE, { optional: EDGE_OPTIONAL, arrives: "pushed" }),
];
