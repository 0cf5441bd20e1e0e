import { asRecords } from "../../core";
import { STATUSES_PER_ROUTE } from "../../signals";
import { EDGES_PER_SERVICE, SPANS, SPANS_INTERVAL } from "./measured";
import { routesOf } from "./routes";
import type { Series } from "./series";
import type { Watching } from "./watching";
import type { Workload } from "./workload";

/** What the collector counts of the spans of a workload, whatever the number of its pods. */
export function spanSeries(workload: Workload, watching: Watching): readonly Series[] {
  const { service, pods, containers } = workload;
  if (!watching.spans || pods === 0) return [];
  const sends = containers.some(({ env }) => asRecords(env).some(({ name }) => ENDPOINTS.has(name)));
  if (!sends) return [];
  // Its routes, and one call to somebody else.
  const kinds = Math.min(routesOf(workload) * STATUSES_PER_ROUTE + 1, MOST_KINDS);
  const count = kinds * SPANS.perKind + EDGES_PER_SERVICE * SPANS.perEdge;
  return [{ service, count, interval: SPANS_INTERVAL }];
}

/** Where a program is told to send its traces. */
const ENDPOINTS: ReadonlySet<unknown> = new Set(["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]);

/** Beyond it the collector counts the spans of a service as one kind: `aggregation_cardinality_limit`. */
const MOST_KINDS = 300;
