import type { Monitor } from "../monitor";
import type { Observability } from "../observability";
import type { StackRouting } from "./routing";

/** A stack and those whom it watches. */
export interface Stack {
  readonly observability: Observability;
  readonly monitors: readonly Monitor[];
  readonly routing: StackRouting;
}
