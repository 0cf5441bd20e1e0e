export * from "./alertmanager";
export * from "./options";
export * from "./receivers";
export type { AlertmanagerSize } from "./size";
export type { Month, TimeInterval, TimeOfDay, Weekday } from "./time-interval";
