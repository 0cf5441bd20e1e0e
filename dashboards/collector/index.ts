export { collectorDashboard } from "./collector";
