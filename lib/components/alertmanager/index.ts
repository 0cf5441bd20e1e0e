export * from "./alertmanager";
export * from "./options";
export type { AlertmanagerSize, AlertmanagerStorage } from "./profile";
export * from "./receivers";
export type { Month, TimeInterval, TimeOfDay, Weekday } from "./time-interval";
