import { NoAnswer, type Labels } from "../sources";
import type { Vector } from "./compiled";

/** The vector itself, whose series must differ in their labels, as they do in Prometheus. */
export function distinct(vector: Vector): Vector {
  if (vector.length > 1 && new Set<Labels>(vector.map(({ labels }) => labels)).size < vector.length) {
    throw new NoAnswer("vector cannot contain metrics with the same labelset");
  }
  return vector;
}
