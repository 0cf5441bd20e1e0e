export * from "./email";
export type { Integration, IntegrationOptions } from "./integration";
export * from "./opsgenie";
export * from "./pagerduty";
export * from "./slack";
export * from "./webhook";
