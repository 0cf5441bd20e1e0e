import { namespaceVariable } from "../expressions";
import type { Dashboard } from "../model";
import { everyObjective } from "./every-objective";
import { overTime } from "./over-time";
import { state } from "./state";

/** The objectives of all services: what is missed, and what will be. */
export function objectivesDashboard(): Dashboard {
  return {
    uid: "objectives",
    title: "Objectives",
    description: "The objectives of all services: which are missed, which will be if nothing changes, and since when.",
    variables: [{ ...namespaceVariable, several: true }],
    rows: [state(), everyObjective(), overTime()],
    timeRange: "24h",
    // Budgets are recorded as seldom as that.
    refresh: "5m",
    links: [{ title: "All services", dashboard: "services" }],
  };
}
