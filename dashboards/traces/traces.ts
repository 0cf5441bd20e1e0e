import { everyService, namespaceVariable } from "../expressions";
import type { Dashboard } from "../model";
import { programLinks, serviceLinks, type Parts } from "../parts";
import { neighbours } from "./neighbours";
import { operations } from "./operations";
import { found } from "./found";
import { state } from "./state";

/** The traces of one service: failing and slow requests, whom it calls, and who calls it. */
export function tracesDashboard(parts: Parts): Dashboard {
  return {
    uid: "traces",
    title: "Traces",
    description: "The traces of one service: failing and slow requests, whom it calls, and who calls it.",
    variables: [
      namespaceVariable,
      { name: "service", title: "Service", label: "service", of: everyService({ namespace: "$namespace" }) },
      { name: "slow", title: "Slower than", text: "500ms" },
    ],
    rows: [state(), found(), operations("server"), operations("client"), neighbours()],
    links: [
      { title: "All services", dashboard: "services" },
      ...serviceLinks(parts, "traces"),
      ...programLinks({ traces: true }),
    ],
  };
}
