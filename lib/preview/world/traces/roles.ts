import type { Cluster } from "../cluster";
import type { Role } from "../story";

/** What each workload is in the story, by `namespace/name`; those that are not among them are bystanders. */
export function rolesOf({ services, calls }: Cluster): ReadonlyMap<string, Role> {
  const chains = Object.entries(services)
    .filter(([, { metrics }]) => metrics)
    .map(([name]) => longestChain(name, calls))
    .toSorted((a, b) => b.length - a.length || (a.join() < b.join() ? -1 : 1));
  const [chain = []] = chains;
  return new Map(
    chain.map((name, i) => [name, i === 0 ? "hero" : i === chain.length - 1 ? "database" : "between"] as const),
  );
}

function longestChain(from: string, calls: Cluster["calls"], before: readonly string[] = []): readonly string[] {
  const path = [...before, from];
  const further = calls
    .filter((call) => call.from === from && !path.includes(call.to))
    .map(({ to }) => longestChain(to, calls, path));
  return further.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), path);
}
