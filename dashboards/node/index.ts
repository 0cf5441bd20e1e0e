export { nodeDashboard } from "./node";
