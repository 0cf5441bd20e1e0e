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
  const dependencies = constructs.map((construct) =>
    construct.node.dependencies.length === 0 ? NONE : orderingDependencies(construct),
  );
  if (dependencies.every((targets) => targets.length === 0)) return byPhase(constructs, phaseOf);

  const graph = new Graph(constructs.length * 2);
  const index = new Map(constructs.map((construct, i) => [construct, i]));
  constructs.forEach((construct, i) => {
    graph.edge(begin(i), end(i));
    const scope = construct.node.scope && index.get(construct.node.scope);
    if (scope !== undefined) {
      graph.edge(begin(scope), begin(i));
      graph.edge(end(i), end(scope));
    }
    for (const dependency of dependencies[i] ?? NONE) {
      const target = index.get(dependency);
      if (target !== undefined) graph.edge(end(target), begin(i));
    }
  });

  // Only the begin of an object has a phase of its own; structure is walked through at once.
  const phases = constructs.map(phaseOf);
  const visited = graph.walk((vertex) => (vertex % 2 === 0 ? (phases[vertex >> 1] ?? 0) : 0));
  if (visited.length < constructs.length * 2) {
    const reached = new Set(visited);
    throw new SynthesisError([cycleMessage(constructs.filter((_, i) => !reached.has(begin(i))))]);
  }
  return visited.flatMap((vertex) => (vertex % 2 === 0 ? (constructs[vertex >> 1] ?? []) : []));
}

const NONE: readonly IConstruct[] = [];

function byPhase(constructs: readonly IConstruct[], phaseOf: (construct: IConstruct) => number): IConstruct[] {
  const phases: IConstruct[][] = [];
  for (const construct of constructs) (phases[phaseOf(construct)] ??= []).push(construct);
  return phases.flat();
}

/** Vertices by number, and which of them must come before which. */
class Graph {
  private readonly successors: number[][];
  private readonly pending: Int32Array;

  constructor(size: number) {
    this.successors = Array.from({ length: size }, () => []);
    this.pending = new Int32Array(size);
  }

  edge(from: number, to: number): void {
    this.successors[from]?.push(to);
    this.pending[to] = (this.pending[to] ?? 0) + 1;
  }

  /** The vertices in an order that respects the edges, of those that may come next the lowest phase first; not those on a cycle. */
  walk(phaseOf: (vertex: number) => number): number[] {
    const ready: number[][] = [];
    const heads: number[] = [];
    const enqueue = (vertex: number): void => void (ready[phaseOf(vertex)] ??= []).push(vertex);
    this.pending.forEach((count, vertex) => {
      if (count === 0) enqueue(vertex);
    });
    const order: number[] = [];
    for (;;) {
      const phase = ready.findIndex((queue, p) => queue !== undefined && (heads[p] ?? 0) < queue.length);
      const vertex = ready[phase]?.[heads[phase] ?? 0];
      if (vertex === undefined) return order;
      heads[phase] = (heads[phase] ?? 0) + 1;
      order.push(vertex);
      for (const next of this.successors[vertex] ?? []) {
        const left = (this.pending[next] ?? 0) - 1;
        this.pending[next] = left;
        if (left === 0) enqueue(next);
      }
    }
  }
}

function cycleMessage(stuck: readonly IConstruct[]): string {
  const paths = stuck.filter(({ node }) => node.dependencies.length > 0).map(({ node }) => node.path);
  return `${paths.slice(0, 10).join(", ")}: dependencies form a cycle; remove one of them`;
}

function begin(i: number): number {
  return 2 * i;
}

function end(i: number): number {
  return 2 * i + 1;
}
