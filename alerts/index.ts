export type { ServiceAlerts } from "./service";
export type { Level, Threshold } from "./threshold";
