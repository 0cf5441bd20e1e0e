import type { IConstruct } from "constructs";
import { orderingDependencies } from "./dependencies";
import { SynthesisError } from "./problems";

/**
 * Orders constructs so that each comes after what it, or a construct around it, depends on; otherwise by `phase`, then as
 * given. O(constructs + dependencies): a construct stands for its whole subtree through a begin and an end vertex, so a
 * dependency between two charts is one edge and not one for each pair of their objects.
 */
export function inDependencyOrder(
  constructs: readonly IConstruct[],
  phaseOf: (construct: IConstruct) => number,
): IConstruct[] {
  const index = new Map(constructs.map((construct, i) => [construct, i]));
  const successors: number[][] = Array.from({ length: constructs.length * 2 }, () => []);
  const pending = new Int32Array(constructs.length * 2);
  const edge = (from: number, to: number): void => {
    successors[from]?.push(to);
    pending[to] = (pending[to] ?? 0) + 1;
  };

  constructs.forEach((construct, i) => {
    edge(begin(i), end(i));
    const scope = construct.node.scope && index.get(construct.node.scope);
    if (scope !== undefined) {
      edge(begin(scope), begin(i));
      edge(end(i), end(scope));
    }
    for (const dependency of orderingDependencies(construct)) {
      const target = index.get(dependency);
      if (target !== undefined) edge(end(target), begin(i));
    }
  });

  const ready: number[][] = [];
  const enqueue = (vertex: number): void => {
    // Only the begin of an object has a phase of its own; structure is walked through at once.
    const construct = constructs[vertex >> 1];
    const phase = vertex % 2 === 0 && construct ? phaseOf(construct) : 0;
    (ready[phase] ??= []).push(vertex);
  };
  pending.forEach((count, vertex) => {
    if (count === 0) enqueue(vertex);
  });

  const heads: number[] = [];
  const ordered: IConstruct[] = [];
  let visited = 0;
  for (;;) {
    const phase = ready.findIndex((queue, p) => queue !== undefined && (heads[p] ?? 0) < queue.length);
    const vertex = ready[phase]?.[heads[phase] ?? 0];
    if (vertex === undefined) break;
    heads[phase] = (heads[phase] ?? 0) + 1;
    visited++;
    const construct = constructs[vertex >> 1];
    if (vertex % 2 === 0 && construct) ordered.push(construct);
    for (const next of successors[vertex] ?? []) {
      pending[next] = (pending[next] ?? 0) - 1;
      if (pending[next] === 0) enqueue(next);
    }
  }
  if (visited < pending.length) throw new SynthesisError(cycleMessages(constructs, pending));
  return ordered;
}

function cycleMessages(constructs: readonly IConstruct[], pending: Int32Array): string[] {
  const stuck = constructs.filter(
    (construct, i) => (pending[2 * i] ?? 0) > 0 && construct.node.dependencies.length > 0,
  );
  const paths = stuck.slice(0, 10).map((construct) => construct.node.path);
  return [`${paths.join(", ")}: dependencies form a cycle; remove one of them`];
}

function begin(i: number): number {
  return 2 * i;
}

function end(i: number): number {
  return 2 * i + 1;
}
