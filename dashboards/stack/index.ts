export { stackDashboard } from "./stack";
