export { DEFAULT_NODES, type Amounts, type CostChange, type CostOptions } from "./cost";
export * from "./input";
export type { Changes, Environment, Finding, ObjectChange, Severity, Side } from "./model";
export * from "./report";
export { review, reviewEnvironment, type EnvironmentReview, type Review } from "./review";
