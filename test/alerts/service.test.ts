import { platformLogRecordings } from "../../alerts/logs/platform";
import { parseServiceAlerts, thresholdRecordings } from "../../alerts/service";
import { Problems } from "../../lib/core";
import { HttpMetrics, type AlertRule } from "../../lib/signals";
import { alertsOf, aTarget, logAlertsOf, names } from "./a-target";

test("does not call a fixed number of replicas a limit that was reached", () => {
  const fixed = aTarget({ scaling: { name: "checkout", min: 3, max: 3 } });

  expect(names(alertsOf({}, fixed))).not.toContain("ServiceAutoscalerAtMaximum");
});

test("takes as many requests within the minute of an outage as within five minutes elsewhere", () => {
  const [outage, errors] = alertsOf({ minimumRequestRate: 0.2 });

  expect(outage?.expr).toContain("[1m])) > 1) > 0.5");
  expect(errors?.expr).toContain('service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.2');
});

test("is silent about a service that was scaled to zero on purpose", () => {
  const toZero = alertsOf({}, aTarget({ scaling: { name: "checkout", min: 0, max: 3 } }));
  const always = alertsOf();

  const guard =
    ' unless on () max(last_over_time(kube_deployment_spec_replicas{namespace="shop",deployment="checkout"}[15m])) == 0';
  const guarded = ({ expr }: AlertRule): boolean => expr.endsWith(guard);
  expect(names(toZero.filter(guarded))).toEqual([
    "ServiceTrafficDrop",
    "ServiceNoTraffic",
    "ServiceDown",
    "ServiceProbeFailing",
    "ServiceMetricsMissing",
  ]);
  expect(always.filter(guarded)).toEqual([]);
});

test("notices a service that pushes its metrics by what comes with every push", () => {
  const pushing = aTarget({ metrics: HttpMetrics.openTelemetry({ scrape: false }) });

  const rules = alertsOf({}, pushing);

  expect(names(rules)).not.toContain("ServiceTargetDown");
  expect(rules.find(({ alert }) => alert === "ServiceMetricsMissing")?.expr).toBe(
    'max(absent(target_info{job="shop/checkout"}))',
  );
});

test("asks a StatefulSet for its own replicas", () => {
  const rules = alertsOf({}, aTarget({ workload: { kind: "StatefulSet", name: "db" } }));

  const asking = rules.filter(({ expr }) => expr.includes('statefulset="db"'));
  expect(names(asking)).toEqual(
    expect.arrayContaining(["ServiceDown", "ServiceReplicasMissing", "ServiceRolloutStuck"]),
  );
  expect(rules.filter(({ expr }) => /deployment/.test(expr))).toEqual([]);
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
    expect(rule?.expr).toBe(`${errors} / on () (${lines} > 0) > 0.25 and on () round(${errors} * 300) > 7`);
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

  const latency = rules.find(({ alert }) => alert === "ServiceLatencyP99");
  expect(latency?.dashboard).toEqual({ uid: "service", variables: { namespace: "shop", service: "checkout" } });
  expect(rules.at(-1)?.dashboard).toEqual({ uid: "mine" });
});

test("opens the triage of a service that answers 5xx", () => {
  const failing = alertsOf().filter(({ dashboard }) => dashboard?.uid === "triage");

  expect(new Set(failing.map(({ alert }) => alert))).toEqual(new Set(["ServiceErrors5xx", "ServiceOutage"]));
});

test("records each threshold that a panel draws, by alert and severity", () => {
  const target = aTarget();
  const rules = thresholdRecordings(parseServiceAlerts({ errors5xx: { above: "2%" } }, target, new Problems()));

  expect(rules.find(({ labels }) => labels?.["alert"] === "ServiceErrors5xx")).toEqual({
    record: "service:alert_threshold",
    expr: "vector(0.02)",
    labels: { alert: "ServiceErrors5xx", severity: "critical" },
    interval: "4m",
  });
});

test("records the thresholds of alerts on log lines, for panels of Prometheus", () => {
  const target = aTarget();
  const rules = thresholdRecordings(parseServiceAlerts({}, target, new Problems()));

  const thresholds = rules.map(({ labels, expr }) => [labels?.["alert"], expr]);
  expect(thresholds).toContainEqual(["ServicePanics", "vector(2)"]);
  expect(thresholds).toContainEqual(["ServiceErrorLogs", "vector(0.1)"]);
});
