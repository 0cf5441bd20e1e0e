import { max, rate, selector, sum, type Matchers } from "../../lib/signals";
import type { Color } from "../colors";
import type { Series } from "../model";

export const chosenNode: Matchers = { node: "$node" };

/** What stands there where nothing runs on the node that could tell. */
export const NO_EXPORTER = "node-exporter does not tell";

/** Series about the chosen node. */
export function ofNode(metric: string, matchers: Matchers = {}): string {
  return selector(metric, { ...chosenNode, ...matchers });
}

/**
 * How fast a counter of node-exporter grows. For a moment after its pod was replaced there are two of it, which is why this is
 * a maximum and not a sum; `by` must tell its series apart.
 */
export function growth(counter: string, by: readonly string[] = [], matchers: Matchers = {}): string {
  return max(rate(ofNode(counter, matchers), "$__rate_interval"), by);
}

/** How fast a counter of the containers on the node grows, together. */
export function growthOfPods(counter: string, by: readonly string[] = []): string {
  return sum(rate(ofNode(counter), "$__rate_interval"), by);
}

/** A gauge of the node as one curve. */
export function curve(metric: string, legend: string, color: Color): Series {
  return { expr: max(ofNode(metric)), legend, color };
}

/** What the node has, beyond which there is no more. */
export function limit(expr: string, legend: string): Series {
  return { expr, legend, color: "red", dashed: true };
}
