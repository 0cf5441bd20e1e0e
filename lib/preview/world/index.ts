export type * from "./cluster";
export { clusterOf } from "./cluster-of";
export { rolesOf } from "./traces/roles";
export { conditionOf, NOW, story } from "./story";
export { worldStorage } from "./metrics/storage";
