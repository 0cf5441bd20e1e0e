export { differences, type FieldChange } from "./differences";
export { align, type Match } from "./align";
export { canonical, equal } from "./equal";
export { pathText, startsWith, type Item, type Path, type Step } from "./path";
