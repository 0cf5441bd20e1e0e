import { everyService, namespaceVariable } from "../expressions";
import type { Dashboard } from "../model";
import { programLinks, serviceLinks, type Parts } from "../parts";
import { found } from "./found";
import { overTime } from "./over-time";
import { state } from "./state";

/** The log lines of one service: how many of which level, what fails, and the lines themselves. */
export function logsDashboard(parts: Parts): Dashboard {
  return {
    uid: "logs",
    title: "Logs",
    description: "The log lines of one service: how many of which level, what fails, and the lines themselves.",
    variables: [
      namespaceVariable,
      { name: "service", title: "Service", label: "service", of: everyService({ namespace: "$namespace" }) },
      { name: "search", title: "Contains", text: "" },
    ],
    rows: [state(), overTime(), found()],
    links: [
      { title: "All services", dashboard: "services" },
      ...serviceLinks(parts, "logs"),
      ...programLinks({ logs: true }),
    ],
  };
}
