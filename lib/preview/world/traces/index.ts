export { worldTraces } from "./traces";
