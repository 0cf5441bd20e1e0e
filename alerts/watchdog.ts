import type { AlertRule, AlertTest } from "../lib/signals";

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

/** It fires from the beginning on, whatever there is. */
export function watchdogTest(): AlertTest {
  return {
    alert: "Watchdog",
    severity: "info",
    step: "1m",
    cases: [{ name: "always", series: [], fires: { since: "0s" } }],
  };
}
