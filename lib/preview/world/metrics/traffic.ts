import type { ServiceTarget } from "../../../signals";
import type { Cluster, Pod, Workload } from "../cluster";
import { share } from "../hash";
import { conditionOf, type Role } from "../story";
import { databaseOf, type Database } from "../traces/databases";
import { routesOf, type Route } from "../traces/routes";
import { remembered } from "./curves";
import { meanOf, shareWithin, type Spread } from "./durations";
import type { Usage } from "./usage";

/** What becomes of some requests for one route: with one code, each about as long as another. */
export interface Outcome {
  readonly route: Route;
  readonly code: string;
  /** How many of a request to the service, 0 to 1, at a moment; without a pod, of all of them. */
  readonly portion: (time: number, pod?: Pod) => number;
  readonly took: (time: number) => Spread;
}

/** A call of one service to another, or to its database. */
export interface Edge {
  readonly from: ServiceTarget;
  readonly workload: Workload;
  /** What it calls, by `namespace/name`. */
  readonly to: string;
  /** Undefined where that is a database, which tells nothing itself. */
  readonly service: ServiceTarget | undefined;
  readonly database: Database;
  /** Calls a second in usual traffic. */
  readonly rate: number;
  readonly failing: (time: number) => number;
  readonly took: (time: number) => Spread;
}

/** What services are asked, and what they ask others. */
export interface Traffic {
  /** Requests a second in usual traffic. */
  rateOf(name: string): number;
  outcomesOf(name: string): readonly Outcome[];
  readonly edges: readonly Edge[];
}

export function trafficOf(cluster: Cluster, usage: Usage): Traffic {
  const { services, calls } = cluster;
  const serving = (name: string): ServiceTarget | undefined => {
    const target = services[name];
    return target?.metrics && target;
  };
  const roleOf = (name: string): Role => usage.roleOf(...split(name));
  const routes = (target: ServiceTarget): readonly Route[] =>
    routesOf(
      target,
      calls.some(({ to }) => to === `${target.namespace}/${target.service}`),
    );
  const workloadOf = (name: string): Workload | undefined =>
    cluster.workloads.find((workload) => `${workload.namespace}/${workload.name}` === name);

  const rateOf = (name: string, seen: readonly string[] = []): number => {
    const callers = calls.filter(({ from, to }) => to === name && serving(from) && !seen.includes(from));
    if (callers.length === 0) return roleOf(name) === "hero" ? 24 : 3 + Math.round(9 * share(`${name} traffic`));
    return callers.reduce((sum, { from }) => sum + rateOf(from, [...seen, name]) * callingShare(from), 0);
  };
  const callingShare = (name: string): number => {
    const target = serving(name);
    return target ? shareOf(routes(target).filter(({ calls: does }) => does)) : 0;
  };

  /** What one call takes, as long as it goes well. */
  const callTook = (name: string, time: number, depth = 0): Spread => {
    const below = calls.filter(({ from }) => from === name).map(({ to }) => to);
    const waits = depth > 6 ? 0 : below.reduce((sum, to) => sum + callTook(to, time, depth + 1).median + 0.001, 0);
    if (serving(name)) return { median: OWN + waits, sigma: 0.55 };
    return { median: Math.min(0.3, 0.0022 * conditionOf(roleOf(name), time).slowness), sigma: 0.7 };
  };

  const outcomesOf = (name: string): readonly Outcome[] => {
    const target = serving(name);
    if (!target) return [];
    const role = roleOf(name);
    const all = routes(target);
    const fragile = all.some((route) => route.calls) ? all.filter((route) => route.calls) : all;
    const behind = calls.some(({ from, to }) => from === name && serving(to));
    const workload = workloadOf(`${target.namespace}/${target.workload.name}`);
    return all.flatMap((route) =>
      outcomesOfRoute({
        route,
        role,
        behind,
        weight: fragile.includes(route) ? route.share / shareOf(fragile) : 0,
      }).map(({ isPanic, of, ...outcome }) => ({
        ...outcome,
        route,
        portion: (time: number, pod?: Pod) =>
          of(time) * (pod && workload ? portionOf(usage, workload, pod, isPanic, time) : 1),
        took: (time: number) => outcome.took ?? (route.calls ? callTook(name, time) : { median: OWN, sigma: 0.55 }),
      })),
    );
  };

  const edges = calls.flatMap(({ from, to }): Edge[] => {
    const target = serving(from);
    const workload = target && workloadOf(`${target.namespace}/${target.workload.name}`);
    if (!target?.traces || !workload) return [];
    const called = serving(to);
    const [, name] = split(to);
    // Of a caller's failures, those that are no panics come from behind.
    const failing = remembered((time) => {
      const { failing: all, panicking } = conditionOf(called ? roleOf(to) : roleOf(from), time);
      return all - panicking;
    });
    return [
      {
        from: target,
        workload,
        to,
        service: called,
        database: databaseOf(name, workloadOf(to)),
        rate: rateOf(from) * callingShare(from),
        failing,
        took: remembered((time) => callTook(to, time)),
      },
    ];
  });
  return { rateOf: (name) => rateOf(name), outcomesOf, edges };
}

/** A call that fails has waited for as long as its caller does. */
export const LATE: Spread = { median: 1.01, sigma: 0.02 };

/** The share of durations within `bound`, of which some failed late. */
export function withinOf(failing: number, took: Spread, bound: number): number {
  return (1 - failing) * shareWithin(took, bound) + failing * shareWithin(LATE, bound);
}

/** The mean of the same. */
export function meanWith(failing: number, took: Spread): number {
  return (1 - failing) * meanOf(took) + failing * meanOf(LATE);
}

/** What a service does itself for a request, in seconds. */
const OWN = 0.005;

interface RouteInStory {
  readonly route: Route;
  readonly role: Role;
  /** Whether another service, and not a database, is behind. */
  readonly behind: boolean;
  /** The share of all failures that are failures of this route. */
  readonly weight: number;
}

interface PartOfRoute {
  readonly code: string;
  readonly isPanic: boolean;
  readonly of: (time: number) => number;
  /** @default - as long as what went well */
  readonly took?: Spread;
}

function outcomesOfRoute({ route, role, behind, weight }: RouteInStory): readonly PartOfRoute[] {
  const panics = (time: number): number => weight * conditionOf(role, time).panicking;
  const fails = (time: number): number => {
    const { failing, panicking } = conditionOf(role, time);
    return Math.min(0.95 * route.share, weight * (failing - panicking));
  };
  const refused = 0.01;
  const ok = (time: number): number => Math.max(0, route.share - panics(time) - fails(time));
  const failures: readonly (readonly [string, number])[] = behind
    ? [["502", 1]]
    : route.calls
      ? [
          ["504", 0.7],
          ["503", 0.3],
        ]
      : [];
  return [
    { code: "200", isPanic: false, of: (time) => (1 - refused) * ok(time) },
    { code: route.method === "POST" ? "409" : "404", isPanic: false, of: (time) => refused * ok(time) },
    ...failures.map(([code, part]) => ({ code, isPanic: false, of: (time: number) => part * fails(time), took: LATE })),
    {
      code: "500",
      isPanic: true,
      of: (time) => panics(time) + (failures.length === 0 ? fails(time) : 0),
      took: { median: 0.004, sigma: 0.4 },
    },
  ];
}

/** The panics are the new revision's while it is there; what else happens, happens to each pod alike. */
function portionOf(usage: Usage, workload: Workload, pod: Pod, isPanic: boolean, time: number): number {
  const mine = usage.portion(workload, pod)(time);
  if (!isPanic || !workload.pods.some(({ ofNewRevision }) => ofNewRevision)) return mine;
  const fresh = workload.pods.filter(({ ofNewRevision }) => ofNewRevision);
  return pod.ofNewRevision && mine > 0 ? 1 / fresh.length : 0;
}

function shareOf(routes: readonly Route[]): number {
  return routes.reduce((sum, { share: part }) => sum + part, 0);
}

function split(name: string): [namespace: string, name: string] {
  const slash = name.indexOf("/");
  return [name.slice(0, slash), name.slice(slash + 1)];
}
