export { objectivesDashboard } from "./objectives";
