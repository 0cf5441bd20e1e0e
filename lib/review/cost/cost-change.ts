import { minus, NOTHING, type Amounts } from "./amounts";
import type { Cost } from "./cost";

/** What a change costs. */
export interface CostChange {
  readonly before: Amounts;
  readonly after: Amounts;
  /** After less before. */
  readonly difference: Amounts;
  /** Of each service that costs at least a series, a stream or something requested more or less. */
  readonly byService: ReadonlyMap<
    string,
    { readonly before: Amounts; readonly after: Amounts; readonly difference: Amounts }
  >;
  /** How many nodes it is for. */
  readonly nodes: number;
}

/** Compares two estimates, which must be for as many nodes. */
export function costChange(before: Cost, after: Cost): CostChange {
  const services = new Set([...before.byService.keys(), ...after.byService.keys()]);
  const byService = [...services].toSorted().flatMap((service) => {
    const both = compared(before.byService.get(service) ?? NOTHING, after.byService.get(service) ?? NOTHING);
    const { series, logStreams, cpu, memory } = both.difference;
    const matters = Math.abs(series) >= 1 || [logStreams, cpu, memory].some((amount) => Math.round(amount) !== 0);
    return matters ? [[service, both] as const] : [];
  });
  return { ...compared(before.total, after.total), byService: new Map(byService), nodes: after.nodes };
}

function compared(before: Amounts, after: Amounts): Omit<CostChange, "byService" | "nodes"> {
  return { before, after, difference: minus(after, before) };
}
