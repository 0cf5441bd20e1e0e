import type { JsonRecord } from "../../../core";
import { numberOr } from "../../values";

/** One of the three. */
export interface ProbeKind {
  readonly key: string;
  readonly name: string;
  /** What follows from taking it away. */
  readonly without: string;
}

/** Seconds until a probe has failed for good. */
export function lasts(probe: JsonRecord): number {
  return numberOr(probe["periodSeconds"], 10) * numberOr(probe["failureThreshold"], 3);
}
