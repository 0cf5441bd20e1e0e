import type { EnvironmentReview, Finding, Review } from "../../../lib/review";
import { costChange, costOf } from "../../../lib/review/cost";
import { Inventory } from "../../../lib/review/inventory";

/** A finding of which a test names what matters to it. */
export function aFinding(finding: Partial<Finding> = {}): Finding {
  return {
    severity: "info",
    rule: "image-changed",
    service: "shop/checkout",
    object: "Deployment/shop/checkout",
    text: "image of checkout 1.0.0 → 1.0.1",
    explains: [],
    ...finding,
  };
}

/** A review that found this, in an environment without a name or in each of those that are named. */
export function aReview(findings: Readonly<Record<string, readonly Finding[]>> | readonly Finding[]): Review {
  const named = Array.isArray(findings) ? [["", findings] as const] : Object.entries(findings);
  return {
    base: "main",
    head: "the working tree",
    environments: named.map(([name, found]) => environment(name, found)),
  };
}

function environment(name: string, findings: readonly Finding[]): EnvironmentReview {
  const nothing = new Inventory([]);
  const cost = costChange(costOf([]), costOf([]));
  return { name, findings, cost, changes: { objects: [], before: nothing, after: nothing } };
}
