export { triageDashboard } from "./triage";
