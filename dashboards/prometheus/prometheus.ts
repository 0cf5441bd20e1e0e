import { programVariable } from "../expressions";
import type { Dashboard } from "../model";
import { load } from "./load";
import { notifications } from "./notifications";
import { rules } from "./rules";
import { scraping } from "./scraping";
import { state } from "./state";
import { storage } from "./storage";

/** Prometheus itself: whether it reads every target, keeps up with its rules, has room, and reaches Alertmanager. */
export function prometheusDashboard(): Dashboard {
  return {
    uid: "prometheus",
    title: "Prometheus",
    description: "Whether Prometheus reads every target, keeps up with its rules, has room, and reaches Alertmanager.",
    variables: [programVariable("Prometheus", "prometheus_build_info")],
    rows: [state(), scraping(), rules(), notifications(), storage(), load()],
    links: [
      { title: "All services", dashboard: "services" },
      { title: "Observability", dashboard: "stack" },
      { title: "Alertmanager", dashboard: "alertmanager" },
    ],
  };
}
