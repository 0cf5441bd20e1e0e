export { logsDashboard } from "./logs";
