import type { Item } from "./path";

/** The same item on both sides, or one that is only on one of them. */
export interface Pair {
  readonly item: Item;
  readonly before: unknown;
  readonly after: unknown;
}

/** An item of a list, and what tells it from the others. */
export interface Entry {
  readonly item: Item;
  readonly value: unknown;
  /** The key that is used instead where the short one is there twice. */
  readonly whole: string;
}
