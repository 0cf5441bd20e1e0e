/**
 * How large the stack is. `dev` is one small replica of each program and short retention, `small` keeps data on volumes
 * for weeks, `ha` survives the loss of a node.
 */
export type Profile = "dev" | "small" | "ha";

/** What every component is told by the stack. */
export interface ComponentContext {
  /** The cluster's name: the `cluster` label of everything that leaves it. */
  readonly cluster: string;
  readonly profile: Profile;
}
