export { serviceDashboard } from "./service";
