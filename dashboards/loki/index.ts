export { lokiDashboard } from "./loki";
