export type { Changes, Environment, Finding, ObjectChange, Severity, Side } from "./model";
export { review, reviewEnvironment, type EnvironmentReview, type Review } from "./review";
