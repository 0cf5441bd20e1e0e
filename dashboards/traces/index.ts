export { traceDashboard } from "./trace";
export { tracesDashboard } from "./traces";
