export { alertRouting, type AlertRouting, type Mute, type RoutedAlert } from "./alert-routing";
export * from "./alertmanager";
export { checkDelivery, deliveryChecker, type DeliveryChecker } from "./delivery";
export type { AlertLabels } from "./label-matcher";
export * from "./options";
export * from "./receivers";
export type { AlertmanagerSize } from "./size";
export type { StackAlert } from "./stack-alert";
export type { Month, TimeInterval, TimeOfDay, Weekday } from "./time-interval";
