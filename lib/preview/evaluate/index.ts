export { evaluate } from "./evaluate";
export { metrics } from "./metrics";
export { withRules } from "./recorded";
export type { LabelMatcher, Storage } from "./storage";
