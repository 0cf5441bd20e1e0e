export * from "./defaults";
export * from "./model";
export * from "./render";
export type { Color } from "./colors";
export type { Unit } from "./units";
export type { Parts } from "./parts";
