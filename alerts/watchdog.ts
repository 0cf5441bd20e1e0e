import type { AlertRule } from "../lib/signals";

/**
 * An alert that always fires. Whoever receives it as a heartbeat notices when it stops, which is how the failure of
 * Prometheus or Alertmanager itself is noticed.
 */
export function watchdogAlert(): AlertRule {
  return {
    alert: "Watchdog",
    expr: "vector(1)",
    severity: "info",
    summary: "Alerting works",
    description: "This alert always fires. If it stops, alerts from this cluster no longer arrive.",
  };
}
