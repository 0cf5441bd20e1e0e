export { prometheusDashboard } from "./prometheus";
