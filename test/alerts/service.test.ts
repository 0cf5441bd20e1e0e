import { parseServiceAlerts, serviceAlerts, thresholdRecordings, type ServiceAlerts } from "../../alerts/service";
import { Problems } from "../../lib/core";
import { HttpMetrics, type AlertRule, type ServiceTarget } from "../../lib/signals";

function aTarget(target: Partial<ServiceTarget> = {}): ServiceTarget {
  return {
    namespace: "shop",
    service: "checkout",
    workload: { kind: "Deployment", name: "checkout" },
    container: "checkout",
    metrics: HttpMetrics.prometheus(),
    scaling: { name: "checkout", min: 2, max: 10 },
    hasCpuLimit: true,
    ...target,
  };
}

function alertsOf(options: ServiceAlerts = {}, target: ServiceTarget = aTarget()): AlertRule[] {
  return serviceAlerts(target, parseServiceAlerts(options, target, new Problems()));
}

function problemsOf(options: ServiceAlerts, target: ServiceTarget = aTarget()): readonly string[] {
  const problems = new Problems();
  parseServiceAlerts(options, target, problems);
  return problems.list();
}

const names = (rules: readonly AlertRule[]): string[] => [...new Set(rules.map(({ alert }) => alert))];

test("has every alert on by default", () => {
  expect(names(alertsOf())).toEqual([
    "ServiceOutage",
    "ServiceErrors5xx",
    "ServiceLatencyP99",
    "ServiceCpuNearLimit",
    "ServiceMemoryNearLimit",
    "ServiceRestarts",
    "ServiceCrashLoop",
    "ServiceTargetDown",
    "ServiceDown",
    "ServiceAutoscalerAtMaximum",
  ]);
});

test("leaves out what the service has no signal for", () => {
  const { metrics: _, scaling: __, ...plain } = aTarget({ hasCpuLimit: false });

  expect(names(alertsOf({}, plain))).toEqual(["ServiceMemoryNearLimit", "ServiceRestarts", "ServiceCrashLoop"]);
});

test("switches each alert off by false", () => {
  const off: ServiceAlerts = {
    outage: false,
    errors5xx: false,
    latencyP99: false,
    cpuNearLimit: false,
    memoryNearLimit: false,
    restarts: false,
    crashLoop: false,
    targetDown: false,
    autoscalerAtMaximum: false,
  };

  expect(alertsOf(off)).toEqual([]);
});

test("compares with the threshold as a plain decimal, for as long as it says, above the minimum traffic", () => {
  const rule = alertsOf({ errors5xx: { above: "2%", for: "10m" }, minimumRequestRate: 0.5 }).find(
    ({ alert }) => alert === "ServiceErrors5xx",
  );

  expect(rule).toMatchObject({ for: "10m", severity: "critical" });
  expect(rule?.expr).toBe(
    'service:http_failures:ratio_rate5m{namespace="shop",service="checkout"} > 0.02 and service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.5',
  );
});

test("gives one rule for each severity", () => {
  const rules = alertsOf({ latencyP99: { warning: { above: "500ms" }, critical: { above: "2s", for: "2m" } } }).filter(
    ({ alert }) => alert === "ServiceLatencyP99",
  );

  expect(rules.map(({ severity, for: wait }) => [severity, wait])).toEqual([
    ["warning", "10m"],
    ["critical", "2m"],
  ]);
  expect(rules[0]?.expr).toContain("> 0.5 and");
});

test("does not call a fixed number of replicas a limit that was reached", () => {
  const fixed = aTarget({ scaling: { name: "checkout", min: 3, max: 3 } });

  expect(names(alertsOf({}, fixed))).not.toContain("ServiceAutoscalerAtMaximum");
});

test("opens the service's dashboard, and lets an alert of the user's own name another", () => {
  const extra: AlertRule = {
    alert: "Own",
    expr: "up",
    severity: "info",
    summary: "s",
    description: "d",
    dashboard: { uid: "mine" },
  };

  const rules = alertsOf({ extra: [extra] });

  expect(rules[0]?.dashboard).toEqual({ uid: "service", variables: { namespace: "shop", service: "checkout" } });
  expect(rules.at(-1)?.dashboard).toEqual({ uid: "mine" });
});

test("records each threshold that a panel draws, by alert and severity", () => {
  const target = aTarget();
  const rules = thresholdRecordings(target, parseServiceAlerts({ errors5xx: { above: "2%" } }, target, new Problems()));

  expect(rules[0]).toEqual({
    record: "service:alert_threshold",
    expr: "vector(0.02)",
    labels: { alert: "ServiceErrors5xx", severity: "critical" },
  });
});

test.each<[ServiceAlerts, string]>([
  [
    { latencyP99: { above: "10s" } },
    'alerts.latencyP99 "10s": expected less than the largest bucket 10s of http_request_duration_seconds',
  ],
  [{ errors5xx: { warning: { above: "5%" }, critical: { above: "2%" } } }, "alerts.errors5xx.warning.above"],
  [{ errors5xx: { above: "120%" } }, 'alerts.errors5xx.above "120%": expected a percentage'],
  [{ memoryNearLimit: { above: "90%", for: "1.5m" } }, "alerts.memoryNearLimit.for"],
  [{ minimumRequestRate: -1 }, "alerts.minimumRequestRate -1"],
  [{ errors5xx: {} }, "alerts.errors5xx {}"],
])("refuses %j", (options, message) => {
  expect(problemsOf(options).join("\n")).toContain(message);
});
