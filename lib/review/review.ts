import { costChange, costOf, type CostChange, type CostOptions } from "./cost";
import { findingsOf } from "./findings";
import { Inventory } from "./inventory";
import { objectChanges } from "./match";
import type { Changes, Environment, Finding, Side } from "./model";

/** What changes between two sides, and what that means. */
export interface Review {
  /** What the sides were called. */
  readonly base: string;
  readonly head: string;
  readonly environments: readonly EnvironmentReview[];
}

export interface EnvironmentReview {
  readonly name: string;
  readonly changes: Changes;
  readonly findings: readonly Finding[];
  /** What it costs, before and after: an estimate. */
  readonly cost: CostChange;
}

/** Compares two environments. Pure. */
export function reviewEnvironment(
  before: Environment,
  after: Environment,
  options: CostOptions = {},
): EnvironmentReview {
  const changes: Changes = {
    objects: objectChanges(before.objects, after.objects),
    before: new Inventory(before.objects),
    after: new Inventory(after.objects),
  };
  const cost = costChange(costOf(before.objects, options), costOf(after.objects, options));
  return { name: after.name, changes, findings: findingsOf(changes), cost };
}

/** Compares two sides environment by environment; one that is only on one side is compared with an empty cluster. */
export function review(base: Side, head: Side, options: CostOptions = {}): Review {
  const names = [...new Set([...base.environments, ...head.environments].map(({ name }) => name))];
  return {
    base: base.name,
    head: head.name,
    environments: names.map((name) => reviewEnvironment(environmentOf(base, name), environmentOf(head, name), options)),
  };
}

function environmentOf({ environments }: Side, name: string): Environment {
  return environments.find((one) => one.name === name) ?? { name, objects: [] };
}
