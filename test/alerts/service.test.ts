import { platformLogRecordings } from "../../alerts/logs";
import {
  parseServiceAlerts,
  serviceAlerts,
  serviceLogAlerts,
  thresholdRecordings,
  type ServiceAlerts,
} from "../../alerts/service";
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
    probed: true,
    hasCpuLimit: true,
    ...target,
  };
}

function alertsOf(options: ServiceAlerts = {}, target: ServiceTarget = aTarget()): AlertRule[] {
  return serviceAlerts(target, parseServiceAlerts(options, target, new Problems()));
}

function logAlertsOf(options: ServiceAlerts = {}): AlertRule[] {
  return serviceLogAlerts(aTarget(), parseServiceAlerts(options, aTarget(), new Problems()));
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
    "ServiceDown",
    "ServiceProbeFailing",
    "ServiceRolloutStuck",
    "ServiceCrashLoop",
    "ServiceRestarts",
    "ServiceCpuNearLimit",
    "ServiceMemoryNearLimit",
    "ServiceAutoscalerAtMaximum",
    "ServiceTargetDown",
    "ServiceMetricsMissing",
    "ServiceLogsMissing",
    "ServiceErrorLogs",
  ]);
  expect(names(logAlertsOf())).toEqual(["ServicePanics"]);
});

test("leaves out what the service has no signal for", () => {
  const { metrics: _, scaling: __, ...plain } = aTarget({ hasCpuLimit: false, probed: false });

  expect(names(alertsOf({}, plain))).toEqual([
    "ServiceDown",
    "ServiceRolloutStuck",
    "ServiceCrashLoop",
    "ServiceRestarts",
    "ServiceMemoryNearLimit",
    "ServiceErrorLogs",
  ]);
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
    down: false,
    rolloutStuck: false,
    probeFailing: false,
    metricsMissing: false,
    autoscalerAtMaximum: false,
    logsMissing: false,
    panics: false,
    errorLogs: false,
  };

  expect([...alertsOf(off), ...logAlertsOf(off)]).toEqual([]);
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

test("takes as many requests within the minute of an outage as within five minutes elsewhere", () => {
  const [outage, errors] = alertsOf({ minimumRequestRate: 0.2 });

  expect(outage?.expr).toContain('service:http_requests:rate1m{namespace="shop",service="checkout"} > 1');
  expect(errors?.expr).toContain('service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.2');
});

test("is silent about a service that was scaled to zero on purpose", () => {
  const toZero = alertsOf({}, aTarget({ scaling: { name: "checkout", min: 0, max: 3 } }));
  const always = alertsOf();

  const guarded = ({ expr }: AlertRule): boolean =>
    expr.endsWith('unless on () max(kube_deployment_spec_replicas{namespace="shop",deployment="checkout"}) == 0');
  expect(names(toZero.filter(guarded))).toEqual(["ServiceDown", "ServiceProbeFailing", "ServiceMetricsMissing"]);
  expect(always.filter(guarded)).toEqual([]);
});

test("notices a service that pushes its metrics by what comes with every push", () => {
  const pushing = aTarget({ metrics: HttpMetrics.openTelemetry({ scrape: false }) });

  const rules = alertsOf({}, pushing);

  expect(names(rules)).not.toContain("ServiceTargetDown");
  expect(rules.find(({ alert }) => alert === "ServiceMetricsMissing")?.expr).toBe(
    'absent(target_info{job="shop/checkout"})',
  );
});

test("asks a StatefulSet for its own replicas", () => {
  const rules = alertsOf({}, aTarget({ workload: { kind: "StatefulSet", name: "db" } }));

  expect(names(rules)).not.toContain("ServiceRolloutStuck");
  expect(rules.find(({ alert }) => alert === "ServiceDown")?.expr).toBe(
    'max(kube_statefulset_status_replicas_ready{namespace="shop",statefulset="db"}) == 0',
  );
});

describe("alerts on log lines", () => {
  test("count the service's own panics, and no others", () => {
    const [panics] = logAlertsOf({ panics: { above: 0, for: "2m" } });

    expect(panics).toMatchObject({ for: "2m", severity: "warning" });
    expect(panics?.expr).toMatch(
      /^sum\(count_over_time\(\{service_name="checkout",k8s_namespace_name="shop"\} \|~ ".+"\[5m\]\)\) > 0$/,
    );
  });

  test("compare errors with all lines as Loki counted them, above the minimum of the service", () => {
    const rule = alertsOf({ errorLogs: { above: "25%", for: "5m" }, minimumErrorLines: 7 }).find(
      ({ alert }) => alert === "ServiceErrorLogs",
    );

    const errors = 'service:log_error_lines:rate5m{namespace="shop",service="checkout"}';
    const lines = 'service:log_lines:rate5m{namespace="shop",service="checkout"}';
    expect(rule).toMatchObject({ for: "5m", severity: "warning", keepFiringFor: "5m" });
    expect(rule?.expr).toBe(`${errors} / (${lines} > 0) > 0.25 and round(${errors} * 300) > 7`);
  });

  test("do not ask Loki to keep them firing, which it does not do", () => {
    expect(logAlertsOf().filter(({ keepFiringFor }) => keepFiringFor !== undefined)).toEqual([]);
  });

  test("tell of missing lines only while there are requests, and lines of others", () => {
    const rule = alertsOf({ logsMissing: { above: 0.2, for: "30m" } }).find(
      ({ alert }) => alert === "ServiceLogsMissing",
    );

    expect(rule).toMatchObject({ for: "30m", severity: "warning" });
    expect(rule?.expr).toBe(
      'service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.2' +
        ' unless on () service:log_lines:rate5m{namespace="shop",service="checkout"}' +
        " and on () cluster:log_lines:rate5m",
    );
  });

  test("compare with lines of the cluster that are recorded once, whatever the service", () => {
    expect(platformLogRecordings()).toEqual([
      { record: "cluster:log_lines:rate5m", expr: 'sum(rate({service_name=~".+"}[5m]))' },
    ]);
  });

  test("open the logs only where Loki evaluates them, and so has them", () => {
    const [panics] = logAlertsOf();
    const others = alertsOf().filter(({ alert }) => ["ServiceLogsMissing", "ServiceErrorLogs"].includes(alert));

    const variables = { namespace: "shop", service: "checkout" };
    expect(panics?.dashboard).toEqual({ uid: "logs", variables });
    expect(others.map(({ dashboard }) => dashboard)).toEqual([
      { uid: "service", variables },
      { uid: "service", variables },
    ]);
  });
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

  expect(rules.find(({ labels }) => labels?.["alert"] === "ServiceErrors5xx")).toEqual({
    record: "service:alert_threshold",
    expr: "vector(0.02)",
    labels: { alert: "ServiceErrors5xx", severity: "critical" },
  });
});

test("records the thresholds of alerts on log lines, for panels of Prometheus", () => {
  const target = aTarget();
  const rules = thresholdRecordings(target, parseServiceAlerts({}, target, new Problems()));

  const thresholds = rules.map(({ labels, expr }) => [labels?.["alert"], expr]);
  expect(thresholds).toContainEqual(["ServicePanics", "vector(2)"]);
  expect(thresholds).toContainEqual(["ServiceErrorLogs", "vector(0.1)"]);
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
  [{ errors5xx: { above: "100%" } }, 'alerts.errors5xx "100%": expected less than 100%'],
  [{ outage: { above: "100%" } }, 'alerts.outage "100%"'],
  [{ latencyP99: { above: "0s" } }, 'alerts.latencyP99 "0s": expected more than 0s'],
  [{ restarts: { above: NaN } }, 'alerts.restarts.above "NaN"'],
  [{ restarts: { above: -1 } }, 'alerts.restarts.above "-1"'],
  [{ errorLogs: { above: "100%" } }, 'alerts.errorLogs "100%": expected less than 100%'],
  [{ panics: { above: -1 } }, 'alerts.panics.above "-1"'],
  [{ logsMissing: { above: 1, for: "1.5h" } }, "alerts.logsMissing.for"],
  [{ minimumErrorLines: NaN }, 'alerts.minimumErrorLines "NaN": expected a number of lines, 0 or more'],
])("refuses %j", (options, message) => {
  expect(problemsOf(options).join("\n")).toContain(message);
});
