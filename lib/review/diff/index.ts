export { differences, type FieldChange } from "./differences";
export { pathText, startsWith, type Item, type Path, type Step } from "./path";
