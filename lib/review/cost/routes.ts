import { DEFAULT_ROUTES, estimateAnnotations } from "../../signals";
import type { Workload } from "./workload";

/** Pairs of route and method that a workload answers. */
export function routesOf({ object }: Workload): number {
  const declared = Number(object.metadata.annotations?.[estimateAnnotations.routes]);
  return declared >= 1 ? declared : DEFAULT_ROUTES;
}
