import { reviewEnvironment, type Finding } from "../../../lib/review";
import type { ImmutableCase } from "./cases";

/** What the review says of a change that cannot be made, or perhaps cannot. */
export function replacementsToldOf({ before, after }: ImmutableCase): readonly Pick<Finding, "severity" | "rule">[] {
  const { findings } = reviewEnvironment({ name: "", objects: [before] }, { name: "", objects: [after] });
  return findings
    .filter(({ rule }) => CANNOT.has(rule) || rule === "maybe-immutable")
    .map(({ severity, rule }) => ({ severity, rule: CANNOT.has(rule) ? "cannot" : rule }));
}

const CANNOT = new Set(["must-be-replaced", "claim-shrunk", "claim-not-expandable"]);
