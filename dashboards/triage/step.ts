import type { Row } from "../model";

/** A question, and what answers it. The first panel says how to read the answer and what to do with it. */
export interface Step {
  readonly question: string;
  readonly lines: Row["lines"];
}
