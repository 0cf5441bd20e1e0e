import { programVariable } from "../expressions";
import type { Dashboard } from "../model";
import { programLinks, type Parts } from "../parts";
import { cpuPanel, memoryPanel } from "../process";
import { intake } from "./intake";
import { queries } from "./queries";
import { rules } from "./rules";
import { state } from "./state";
import { storage } from "./storage";

/** Loki itself: whether it takes every line, keeps it, finds it, and keeps up with its rules. */
export function lokiDashboard(parts: Parts): Dashboard {
  return {
    uid: "loki",
    title: "Loki",
    description: "Whether Loki takes every line, keeps it, finds it, and keeps up with its rules.",
    variables: [programVariable("Loki", "loki_build_info")],
    rows: [
      state(),
      intake(),
      storage(),
      queries(),
      rules(),
      {
        title: "Process",
        lines: [[memoryPanel("process_resident_memory_bytes"), cpuPanel("process_cpu_seconds_total")]],
      },
    ],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Prometheus", dashboard: "prometheus" },
      { title: "Alertmanager", dashboard: "alertmanager" },
      ...programLinks(parts, "loki"),
    ],
  };
}
