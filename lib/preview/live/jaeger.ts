import { asRecord, asRecords, type JsonRecord } from "../../core";
import type { FoundTrace, Span, Traces } from "../sources";
import { endpoint, Refusal } from "./endpoint";

/** A Jaeger, by the API of its own page, which Grafana asks too. @see https://www.jaegertracing.io/docs/latest/apis/ */
export function jaeger(address: string): Traces {
  const ask = endpoint(address);
  return {
    search: async ({ service, attributes, minDuration, limit }, { from, to }) => {
      const parameters = new URLSearchParams({
        service,
        limit: `${limit}`,
        start: `${microseconds(from)}`,
        end: `${microseconds(to)}`,
        ...(Object.keys(attributes).length > 0 && { tags: JSON.stringify(attributes) }),
        ...(minDuration !== undefined && { minDuration: `${microseconds(minDuration)}us` }),
      });
      const found = asRecords(asRecord(await ask("/api/traces", parameters))["data"]);
      return found.flatMap(foundTrace).toSorted((a, b) => b.startTime - a.startTime);
    },
    trace: async (id) => {
      // Without an id, the same address searches.
      if (id === "") return undefined;
      const answer = await ask(`/api/traces/${encodeURIComponent(id)}`, new URLSearchParams()).catch(missing);
      const [trace] = asRecords(asRecord(answer)["data"]);
      return trace && spansOf(trace);
    },
  };
}

function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6);
}

function missing(error: unknown): undefined {
  if (error instanceof Refusal && error.status === 404) return undefined;
  throw error;
}

function foundTrace(trace: JsonRecord): FoundTrace[] {
  const [first] = spansOf(trace);
  if (!first) return [];
  const { service, operation, startTime, duration } = first;
  return [{ traceID: String(trace["traceID"]), traceName: `${service}: ${operation}`, startTime, duration }];
}

/** The first one is the one that the others follow from, or else the earliest. */
function spansOf({ spans, processes }: JsonRecord): Span[] {
  const all = asRecords(spans).map((span) => spanOf(span, asRecord(asRecord(processes)[String(span["processID"])])));
  const ids = new Set(all.map(({ spanID }) => spanID));
  const isFirst = ({ parentSpanID }: Span): boolean => parentSpanID === undefined || !ids.has(parentSpanID);
  return all.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || a.startTime - b.startTime);
}

function spanOf(span: JsonRecord, process: JsonRecord): Span {
  const attributes = Object.fromEntries(
    [...asRecords(process["tags"]), ...asRecords(span["tags"])].map(({ key, value }) => [String(key), String(value)]),
  );
  const parent = asRecords(span["references"]).find(({ refType }) => refType === "CHILD_OF");
  return {
    spanID: String(span["spanID"]),
    ...(parent && { parentSpanID: String(parent["spanID"]) }),
    service: String(process["serviceName"]),
    operation: String(span["operationName"]),
    startTime: Number(span["startTime"]) / 1e6,
    duration: Number(span["duration"]) / 1e6,
    failed: attributes["error"] === "true",
    attributes,
  };
}
