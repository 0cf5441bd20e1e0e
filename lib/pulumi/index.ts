export type { InputValues } from "./inputs";
export * from "./kubernetes-deployment";
export * from "./protection";
export * from "./provider";
export * from "./resource-type";
