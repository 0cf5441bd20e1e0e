import type { FoundTrace, Span, Traces, TraceSearch } from "../../sources";
import type { Cluster } from "../cluster";
import { requestsOf } from "./requests";
import { spansOf } from "./spans";

/** The traces of a made-up cluster. Log lines of the same requests have the same ids. */
export function worldTraces(cluster: Cluster): Traces {
  let made: ReadonlyMap<string, readonly Span[]> | undefined;
  const all = (): ReadonlyMap<string, readonly Span[]> => {
    made ??= new Map(requestsOf(cluster).map((request) => [request.traceID, spansOf(request, cluster.workloads)]));
    return made;
  };
  return {
    search: async (search, { from, to }) => {
      const found: FoundTrace[] = [];
      for (const [traceID, spans] of all()) {
        const [first] = spans;
        if (!first || first.startTime < from || first.startTime > to) continue;
        if (!spans.some((span) => meets(span, search))) continue;
        const { service, operation, startTime, duration } = first;
        found.push({ traceID, traceName: `${service}: ${operation}`, startTime, duration });
      }
      return found.toSorted((a, b) => b.startTime - a.startTime).slice(0, search.limit);
    },
    trace: async (id) => {
      const spans = all().get(id);
      return spans && spans.length > 0 ? spans : undefined;
    },
  };
}

function meets(span: Span, { service, attributes, minDuration = 0 }: TraceSearch): boolean {
  if (span.service !== service || span.duration < minDuration) return false;
  return Object.entries(attributes).every(([name, value]) => span.attributes[name] === value);
}
