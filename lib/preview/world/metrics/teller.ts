import type { Labels } from "../../sources";
import type { Life } from "./life";

/** Who tells a metric: a pod, a node, or whatever has series of its own. */
export interface Teller {
  readonly labels: Labels;
  readonly life: Life;
  /** The program, by the name of its workload. */
  readonly program: string;
  /** Names of groups of rules, for the labels that hold one. @default - none */
  readonly ruleGroups?: readonly string[];
}
