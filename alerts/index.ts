export type { ServiceAlerts } from "./service-alerts";
export type { BySeverity, Condition, Floor, FloorThreshold, Level, Threshold, Tuning } from "./threshold";
