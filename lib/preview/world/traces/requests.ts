import type { Cluster } from "../cluster";
import { NOW, trafficAt } from "../story";
import { share as chance } from "../hash";
import { hexId } from "./ids";
import type { Request } from "./request";
import { rolesOf } from "./roles";
import { serve, type Town } from "./serve";

/** How long before {@link NOW} the first request arrives, in seconds. */
const HOUR = 3600;
/** How many requests arrive from outside in that time at the most: of a service, and in all. */
const MOST_OF_ONE = 1500;
const MOST = 2400;

/**
 * A sample of the requests that arrive in the hour before {@link NOW}, the oldest first. It stands for a real number of them.
 * Log lines and traces are made of the same ones, and so they are made once.
 */
export function requestsOf(cluster: Cluster): readonly Request[] {
  const known = made.get(cluster);
  if (known) return known;
  const requests = arrivals(cluster);
  made.set(cluster, requests);
  return requests;
}

const made = new WeakMap<Cluster, readonly Request[]>();

function arrivals(cluster: Cluster): readonly Request[] {
  const roles = rolesOf(cluster);
  const workloads = new Map(
    cluster.workloads.map((workload) => [`${workload.kind} ${workload.namespace}/${workload.name}`, workload]),
  );
  const town: Town = { cluster, roles, workloads };
  const entries = entriesOf(cluster, roles);
  const count = Math.min(MOST_OF_ONE, Math.floor(MOST / Math.max(1, entries.length)));
  return entries
    .flatMap((name) => Array.from({ length: count }, (_, i) => arrival(town, name, i, count) ?? []).flat())
    .toSorted((a, b) => a.start - b.start);
}

/** The services that nobody calls: requests come to them from outside. */
function entriesOf({ services, calls }: Cluster, roles: Town["roles"]): readonly string[] {
  const serving = Object.entries(services).filter(([, { metrics }]) => metrics);
  const isCalled = (name: string): boolean =>
    calls.some(({ from, to }) => to === name && from !== to && services[from]?.metrics !== undefined);
  const entries = serving.map(([name]) => name).filter((name) => !isCalled(name));
  // Where all call each other, the story begins with its hero.
  return entries.length > 0 ? entries : [...roles].filter(([, role]) => role === "hero").map(([name]) => name);
}

function arrival(town: Town, name: string, index: number, count: number): Request | undefined {
  const id = `${name} ${index}`;
  const time = NOW - HOUR + ((index + chance(`${id} arrives`)) * HOUR) / count;
  const start = Math.min(Math.round(time * 1e6) / 1e6, NOW - 3);

  if (chance(`${id} comes`) > trafficAt(start) / 1.2) return undefined;
  return serve(town, name, start, hexId(`trace ${id}`, 32), id);
}
