import { selector } from "../../lib/signals";
import { programVariable } from "../expressions";
import type { Dashboard } from "../model";
import { programLinks, type Parts } from "../parts";
import { cpuPanel, memoryPanel, volumePanel } from "../process";
import { everyCollector } from "./items";
import { received } from "./received";
import { sampling } from "./sampling";
import { sent } from "./sent";
import { state } from "./state";

/** The agents and the gateway: whether anything is lost between services and what keeps their logs, traces and metrics. */
export function collectorDashboard(parts: Parts): Dashboard {
  return {
    uid: "collector",
    title: "Collector",
    description: "Whether anything is lost between services and what keeps their logs, traces and metrics.",
    variables: [programVariable("Collector", selector("otelcol_process_uptime", everyCollector))],
    rows: [
      state(),
      received(),
      sent(),
      sampling(),
      {
        title: "Process",
        lines: [
          [
            memoryPanel("otelcol_process_memory_rss"),
            cpuPanel("otelcol_process_cpu_seconds"),
            volumePanel("collector-gateway", "otelcol_process_uptime"),
          ],
        ],
      },
    ],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Prometheus", dashboard: "prometheus" },
      ...programLinks(parts, "collector"),
    ],
  };
}
