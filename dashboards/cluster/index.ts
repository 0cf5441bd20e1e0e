export { clusterDashboard } from "./cluster";
