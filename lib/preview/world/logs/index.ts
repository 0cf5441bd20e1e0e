export { worldLogs } from "./store";
