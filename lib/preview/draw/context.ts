import type { AnsweredAnnotation } from "../answer/answered";
import type { TimeRange } from "../sources";

/** What a panel shares with the others of its dashboard. */
export interface Context {
  readonly range: TimeRange;
  readonly annotations: readonly AnsweredAnnotation[];
  /** Begins the ids of the panel's SVG; unlike that of any other in the same document. */
  readonly id: string;
}
