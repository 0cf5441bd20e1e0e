import type { ServiceTarget } from "../../../signals";
import type { Cluster, Pod, Workload } from "../cluster";
import { conditionOf, type Condition, type Role } from "../story";
import { share as chance } from "../hash";
import { hexId } from "./ids";
import { tail } from "./tail";
import { askDatabase, type Failure } from "./database";
import { routesOf, type Route } from "./routes";
import type { Call, Request } from "./request";

/** Answers requests as the services of a cluster do at a time. */
export interface Town {
  readonly cluster: Cluster;
  readonly roles: ReadonlyMap<string, Role>;
  readonly workloads: ReadonlyMap<string, Workload>;
}

/** What a service makes of a request, and whom it calls for that. `id` tells requests of one trace apart. */
export function serve(town: Town, name: string, start: number, traceID: string, id: string): Request | undefined {
  const service = town.cluster.services[name];
  const workload = service && town.workloads.get(workloadOf(service));
  if (!workload) return undefined;
  const condition = conditionOf(town.roles.get(name) ?? "bystander", start);
  const draw = (what: string): number => chance(`${id} ${name} ${what}`);
  const pod = podOf(workload, condition, draw("pod"));
  const route = routeOf(
    service,
    town.cluster.calls.some(({ to }) => to === name),
    draw("route"),
  );
  if (!pod || !route) return undefined;
  const base = {
    service,
    workload,
    pod,
    method: route.method,
    route: route.path,
    start,
    traceID,
    spanID: hexId(`${id} ${name}`, 16),
  };
  const own = 0.004 * (0.5 + tail(draw("own")));

  if (pod.ofNewRevision && route.calls && draw("panic") < shareOf(condition.panicking / condition.newRevision, route)) {
    const panic = "runtime error: index out of range [3] with length 3";
    return { ...base, code: 500, duration: own, panic, error: `internal error: panic: ${panic}`, calls: [] };
  }
  const failing = shareOf(condition.failing - condition.panicking, route);
  const { calls, failure, duration } = route.calls
    ? callAll(town, name, { start: start + own / 2, traceID, id, failing })
    : NOTHING_CALLED;
  const refused = !failure && route.method === "POST" && draw("refused") < 0.01;
  return {
    ...base,
    duration: own + duration,
    code: failure?.code ?? (refused ? 409 : 200),
    ...(failure && { error: failure.error }),
    ...(refused && { error: "only 2 in stock" }),
    calls,
  };
}

function workloadOf({ namespace, workload }: ServiceTarget): string {
  return `${workload.kind} ${namespace}/${workload.name}`;
}

/** Of all requests, as many fail; they are among those for one route. */
function shareOf(failing: number, { share }: Route): number {
  return Math.min(0.95, failing / share);
}

function podOf({ pods }: Workload, { newRevision }: Condition, draw: number): Pod | undefined {
  const isNew = draw < newRevision && pods.some(({ ofNewRevision }) => ofNewRevision);
  const all = pods.filter(({ ofNewRevision }) => ofNewRevision === isNew);
  return all[Math.floor(((draw * 997) % 1) * all.length)];
}

function routeOf(service: ServiceTarget, isCalled: boolean, draw: number): Route | undefined {
  const routes = routesOf(service, isCalled);
  let sum = 0;
  return routes.find(({ share }) => (sum += share) > draw) ?? routes[0];
}

interface Called {
  readonly calls: readonly Call[];
  readonly failure: Failure | undefined;
  /** In seconds. */
  readonly duration: number;
}

const NOTHING_CALLED: Called = { calls: [], failure: undefined, duration: 0 };

interface Calling {
  readonly start: number;
  readonly traceID: string;
  readonly id: string;
  /** The share of calls to databases that fail. */
  readonly failing: number;
}

/** One after the other, until one fails. */
function callAll(town: Town, name: string, { start, traceID, id, failing }: Calling): Called {
  const calls: Call[] = [];
  let duration = 0;
  const all = town.cluster.calls.filter(({ from }) => from === name);
  if (all.length === 0) {
    // Whom it needs is not known here. It fails and is slow all the same.
    const slowness = slownessOf(town, name, start);
    return { calls, ...askDatabase("upstream", { id: `${id} ${name}`, failing, slowness }) };
  }
  for (const { to } of all) {
    const spanID = hexId(`${id} ${name} calls ${to}`, 16);
    const there = to.slice(to.indexOf("/") + 1);
    const begun = start + duration;
    // A circle of calls would never end.
    const isNew = !id.split(" ").includes(to);
    const serves = isNew && town.cluster.services[to]?.metrics !== undefined;
    const request = serves ? serve(town, to, begun + 0.0005, traceID, `${id} ${to}`) : undefined;
    const { failure, duration: took } = request
      ? { failure: failureOfCall(there, request), duration: request.duration + 0.001 }
      : askDatabase(there, {
          id: `${id} ${name} ${to}`,
          // Whoever has no part in the story is not to blame.
          failing: town.roles.has(to) ? failing : conditionOf("bystander", begun).failing,
          slowness: slownessOf(town, to, begun),
        });
    calls.push({
      spanID,
      to,
      start: begun,
      duration: took,
      failed: failure !== undefined,
      ...(request && { request }),
    });
    duration += took;
    if (failure) return { calls, failure, duration };
  }
  return { calls, failure: undefined, duration };
}

function slownessOf({ roles }: Town, name: string, time: number): number {
  return conditionOf(roles.get(name) ?? "bystander", time).slowness;
}

function failureOfCall(there: string, { code, error = "" }: Request): Failure | undefined {
  return code >= 500 ? { code: 502, error: `${there} failed: answered ${code}: ${firstPart(error)}` } : undefined;
}

/** What a service tells its callers, without the cause, which is for its own log lines. */
function firstPart(error: string): string {
  return error.split(": ")[0] ?? "";
}
