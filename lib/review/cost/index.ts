export type { Amounts } from "./amounts";
export { costOf, DEFAULT_NODES, type Cost, type CostOptions } from "./cost";
export { costChange, type CostChange } from "./cost-change";
export { podRequests } from "./workload";
