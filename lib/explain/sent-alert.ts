import type { AlertLabels } from "../components/alertmanager";
import type { Monitor } from "../monitor";
import type { AlertRule } from "../signals";
import type { Stack } from "./stack";

/** An alert and all that decides about its way. */
export interface SentAlert {
  readonly stack: Stack;
  readonly monitor: Monitor;
  readonly language: "promql" | "logql";
  readonly rule: AlertRule;
  readonly labels: AlertLabels;
}

/** The alerts of a monitor; those on log lines only where somebody evaluates them. */
export function alertsOf(stack: Stack, monitor: Monitor): SentAlert[] {
  const sent = (language: "promql" | "logql", rules: readonly AlertRule[]): SentAlert[] =>
    rules.map((rule) => ({ stack, monitor, language, rule, labels: stack.routing.labelsOf(monitor, rule) }));
  const logs = stack.observability.loki ? (monitor.logAlerts?.() ?? []) : [];
  return [...sent("promql", monitor.alerts()), ...sent("logql", logs)];
}
