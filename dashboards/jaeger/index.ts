export { jaegerDashboard } from "./jaeger";
