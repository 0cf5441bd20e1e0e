import { hexId } from "../traces/ids";
import type { Request } from "../traces/request";
import type { Entry, Level } from "./entry";
import { goStack } from "./go-stack";

/** What services write of a request: a line each, and one more for a panic. */
export function requestEntries(request: Request): readonly Entry[] {
  const others = request.calls.flatMap(({ request }) => (request ? requestEntries(request) : []));
  return [...others, ...panicEntries(request), requestEntry(request)];
}

function requestEntry(request: Request): Entry {
  const { method, route, code, duration, error } = request;
  const milliseconds = (duration * 1000).toFixed(1);
  return {
    ...written(request, levelOf(code)),
    time: request.start + duration,
    text: `${method} ${route} ${code} in ${milliseconds} ms${error === undefined ? "" : `: ${error}`}`,
    fields: {
      ...fields(request),
      code: String(code),
      duration_ms: milliseconds,
      ...(error !== undefined && { error }),
    },
  };
}

function panicEntries(request: Request): readonly Entry[] {
  const { panic, start, duration } = request;
  if (panic === undefined) return [];
  return [
    {
      ...written(request, "error"),
      // Before the line of the request, which ends with it.
      time: start + duration * 0.9,
      text: `panic: ${panic}\n${goStack(request)}`,
      fields: { ...fields(request), panic },
    },
  ];
}

function written({ workload, pod, service }: Request, level: Level): Omit<Entry, "time" | "text" | "fields"> {
  return { workload, pod, container: service.container, level, structured: true };
}

function fields({ service, method, route, traceID, spanID }: Request): Readonly<Record<string, string>> {
  const trace = service.traces ? { trace_id: traceID, span_id: spanID } : {};
  return { method, route, request_id: hexId(`request ${traceID}`, 16), ...trace };
}

function levelOf(code: number): Level {
  if (code >= 500) return "error";
  return code >= 400 ? "warn" : "info";
}
