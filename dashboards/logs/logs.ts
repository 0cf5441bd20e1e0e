import { logLabels, selector } from "../../lib/signals";
import type { Dashboard, LabelVariable } from "../model";
import { programLinks, serviceLinks, type Parts } from "../parts";
import { found } from "./found";
import { overTime } from "./over-time";
import { state } from "./state";

/**
 * Whatever writes lines can be chosen, be it a service of ours, Loki itself or a part of Kubernetes. That is why nothing on
 * this dashboard needs what services alone record, but for the limits of their alerts.
 */
const variables: readonly LabelVariable[] = [
  {
    name: "namespace",
    title: "Namespace",
    source: "logs",
    label: logLabels.namespace,
    of: selector("", { [logLabels.namespace]: { re: ".+" } }),
  },
  {
    name: "service",
    title: "Service",
    source: "logs",
    label: logLabels.service,
    of: selector("", { [logLabels.namespace]: "$namespace" }),
  },
];

/** The log lines of one program: how many of which level, what fails, and the lines themselves. */
export function logsDashboard(parts: Parts): Dashboard {
  return {
    uid: "logs",
    title: "Logs",
    description: "The log lines of one program: how many of which level, what fails, and the lines themselves.",
    variables: [...variables, { name: "search", title: "Contains", text: "" }],
    rows: [state(), overTime(), found()],
    links: [
      { title: "All services", dashboard: "services" },
      ...serviceLinks(parts, "logs"),
      ...programLinks({ logs: true }),
    ],
  };
}
