import type { Span } from "../../sources";
import type { Workload } from "../cluster";
import { databaseOf } from "./databases";
import type { Call, Request } from "./request";

/** The spans of a request and of all that it led to, its own first. Services that send no traces have none. */
export function spansOf(request: Request, workloads: readonly Workload[], parent?: string): readonly Span[] {
  const { service, calls } = request;
  const below = calls.flatMap((call) => {
    const client = service.traces ? [clientSpan(request, call, workloads)] : [];
    const parentThere = service.traces ? call.spanID : parent;
    return [...client, ...(call.request ? spansOf(call.request, workloads, parentThere) : [])];
  });
  return service.traces ? [serverSpan(request, parent), ...below] : below;
}

function serverSpan(request: Request, parent: string | undefined): Span {
  const { method, route, code, start, duration, error } = request;
  const failed = code >= 500;
  return {
    spanID: request.spanID,
    ...(parent !== undefined && { parentSpanID: parent }),
    service: request.service.service,
    operation: `${method} ${route}`,
    startTime: start,
    duration,
    failed,
    attributes: {
      ...resource(request),
      "span.kind": "server",
      "http.request.method": method,
      "http.route": route,
      "http.response.status_code": String(code),
      ...(failed && { error: "true", "error.type": String(code), "otel.status_description": error ?? "" }),
    },
  };
}

function clientSpan(caller: Request, call: Call, workloads: readonly Workload[]): Span {
  const { spanID, start, duration, failed, to, request } = call;
  const name = to.slice(to.indexOf("/") + 1);
  const database = databaseOf(
    name,
    workloads.find((workload) => `${workload.namespace}/${workload.name}` === to),
  );
  return {
    spanID,
    parentSpanID: caller.spanID,
    service: caller.service.service,
    operation: request ? request.method : database.operation,
    startTime: start,
    duration,
    failed,
    attributes: {
      ...resource(caller),
      "span.kind": "client",
      "server.address": name,
      ...(request
        ? { "http.request.method": request.method, "http.response.status_code": String(request.code) }
        : { "db.system.name": database.system, "db.operation.name": database.operation }),
      ...(failed && { error: "true" }),
    },
  };
}

/** What is known of the pod that a span is from. */
function resource({ service, workload, pod }: Request): Readonly<Record<string, string>> {
  return {
    "service.namespace": service.namespace,
    "service.version": pod.version,
    "k8s.namespace.name": service.namespace,
    [`k8s.${workload.kind.toLowerCase()}.name`]: workload.name,
    "k8s.pod.name": pod.name,
    "k8s.node.name": pod.node,
  };
}
