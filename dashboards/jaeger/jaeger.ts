import { selector } from "../../lib/signals";
import { programVariable } from "../expressions";
import type { Dashboard } from "../model";
import { programLinks, type Parts } from "../parts";
import { cpuPanel, memoryPanel } from "../process";
import { queries } from "./queries";
import { spans } from "./spans";
import { state } from "./state";
import { storage } from "./storage";

/** Jaeger itself: whether it stores every span that it gets, finds traces, and has room. */
export function jaegerDashboard(parts: Parts): Dashboard {
  return {
    uid: "jaeger",
    title: "Jaeger",
    description: "Whether Jaeger stores every span that it gets, finds traces, and has room.",
    // It is a collector too, and tells what a collector does under the same names.
    variables: [
      programVariable("Jaeger", selector("otelcol_process_uptime_seconds_total", { job: { re: ".+/jaeger" } })),
    ],
    rows: [
      state(),
      spans(),
      queries(),
      storage(),
      {
        title: "Process",
        lines: [[memoryPanel("otelcol_process_memory_rss_bytes"), cpuPanel("otelcol_process_cpu_seconds_total")]],
      },
    ],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Prometheus", dashboard: "prometheus" },
      ...programLinks(parts, "jaeger"),
    ],
  };
}
