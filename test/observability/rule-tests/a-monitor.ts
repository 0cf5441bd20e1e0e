import type { Monitor } from "../../../lib/monitor";
import { ruleTests, type MonitorTests } from "../../../lib/observability/rule-tests";
import type { Links } from "../../../lib/observability/rule-group";
import { series, steady, type AlertCase, type AlertRule, type AlertTest } from "../../../lib/signals";

/** Links that lead nowhere, which leaves the annotations that the rule says. */
export const NO_LINKS: Links = { runbooks: false, grafana: undefined, logs: false, traces: false };

export const RULE: AlertRule = {
  alert: "QueueFull",
  expr: "queue_length > 10",
  severity: "warning",
  summary: "the queue is full",
  description: "It is full.",
};

/** A case in which the queue of {@link RULE} is full from the beginning on. */
export function fires(fires: Extract<AlertCase, { readonly fires: unknown }>["fires"]): AlertCase {
  return { name: "full", series: [series("queue_length", steady(11, "10m"))], fires };
}

/** The tests of a monitor with one alert and one case of it. */
export function testsOf(
  rule: Partial<AlertRule>,
  cases: readonly AlertCase[],
  monitor: Partial<Monitor> = {},
  test: Partial<AlertTest> = {},
): MonitorTests {
  const { alert, severity } = { ...RULE, ...rule };
  return ruleTests(
    {
      monitorName: "shop/queue",
      monitorLabels: { namespace: "shop", service: "queue" },
      alerts: () => [{ ...RULE, ...rule }],
      alertTests: () => [{ alert, severity, ...test, cases }],
      ...monitor,
    },
    NO_LINKS,
  );
}
