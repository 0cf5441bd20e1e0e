import { alertNames, alertOverview, explainAlert, servicesWith, type AlertExplanation } from "../../lib/explain";
import type { AlertRule } from "../../lib/signals";
import { declaredWorld, worldWith } from "./worlds";

const prod = declaredWorld("prod");
const [warning, critical] = explainAlert(prod, "ServiceErrors5xx", "shop/checkout");

/** The alerts of this name that a service with these alerts has. */
function tunedBy(alerts: Parameters<typeof worldWith>[0]["alerts"], alert: string): readonly AlertExplanation[] {
  return explainAlert(worldWith(alerts === undefined ? {} : { alerts }), alert, "shop/checkout");
}

test("tells all that is known of an alert", () => {
  expect(critical).toEqual({
    environment: "prod",
    alert: "ServiceErrors5xx",
    severity: "critical",
    service: "shop/checkout",
    summary: "checkout answers {{ $value | humanizePercentage }} of its requests with 5xx",
    declaredBy: { path: "shop/checkout", type: "WebService" },
    language: "promql",
    expr: 'service:http_failures:ratio_rate5m{namespace="shop",service="checkout"} > 0.02 and on () service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.1',
    for: "5m",
    keepFiringFor: "2m",
    tuning: {
      limit: { property: "alerts.errors5xx.critical.above", value: '"2%"', given: true },
      for: { property: "alerts.errors5xx.critical.for", value: '"5m"', given: false },
    },
    labels: {
      alertname: "ServiceErrors5xx",
      cluster: "prod",
      namespace: "shop",
      service: "checkout",
      severity: "critical",
    },
    place: {
      object: expect.stringMatching(/^ConfigMap\/observability\/prometheus-rules-\d\d$/),
      file: "shop.checkout.yaml",
      group: "shop/checkout/1m",
      interval: "1m",
    },
    runbook: "https://runbooks.example.com/service-errors-5xx",
    dashboard: "https://grafana.example.com/d/triage?var-namespace=shop&var-service=checkout",
    receivers: ["oncall"],
    inhibitedBy: [],
    tests: 9,
  });
});

test("tells who silences it, and who is told by its severity", () => {
  expect(warning?.receivers).toEqual(["chat"]);
  expect(warning?.inhibitedBy).toEqual(
    ["ServiceErrors5xx", "ServiceOutage", "ServiceDown", "ServiceProbeFailing"].map((alert) => ({
      service: "shop/checkout",
      alert,
      severity: "critical",
    })),
  );
});

describe("the limit and how long it waits", () => {
  test("are the defaults where nothing is given", () => {
    expect(tunedBy({}, "ServiceErrors5xx").map(({ tuning }) => tuning)).toEqual([
      {
        limit: { property: "alerts.errors5xx.warning.above", value: '"1%"', given: false },
        for: { property: "alerts.errors5xx.warning.for", value: '"5m"', given: false },
      },
      {
        limit: { property: "alerts.errors5xx.critical.above", value: '"5%"', given: false },
        for: { property: "alerts.errors5xx.critical.for", value: '"5m"', given: false },
      },
    ]);
  });

  test("stand where they are given for one severity", () => {
    const [alert] = tunedBy({ errors5xx: { above: "3%", for: "10m" } }, "ServiceErrors5xx");

    expect(alert?.tuning).toEqual({
      limit: { property: "alerts.errors5xx.above", value: '"3%"', given: true },
      for: { property: "alerts.errors5xx.for", value: '"10m"', given: true },
    });
  });

  test("are only how long it waits, for an alert without a number", () => {
    const [alert] = tunedBy({ down: { for: "1m" } }, "ServiceDown");

    expect(alert?.tuning).toEqual({ for: { property: "alerts.down.for", value: '"1m"', given: true } });
  });

  test("belong to the rule that stands in the place of an alert", () => {
    const [alert] = tunedBy({ errors5xx: rule("CheckoutErrors") }, "CheckoutErrors");

    expect(alert?.tuning).toEqual({ for: { property: "alerts.errors5xx.for", value: '"1m"', given: true } });
  });

  test("belong to a rule of the service's own", () => {
    const [alert] = tunedBy({ extra: [rule("CheckoutErrors"), rule("CheckoutSlow")] }, "CheckoutSlow");

    expect(alert?.tuning).toEqual({ for: { property: "alerts.extra[1].for", value: '"1m"', given: true } });
  });

  test("follow from the objective where the error budget burns", () => {
    const [alert] = explainAlert(
      worldWith({ slo: { objective: "99.9%", window: "7d" } }),
      "ServiceErrorBudgetBurn",
      "shop/checkout",
    );

    expect(alert?.tuning?.limit).toEqual({
      property: "slo",
      value: '{ objective: "99.9%", window: "7d" }',
      given: true,
    });
  });
});

test("tells of an alert of the stack the component that brings it, and no property", () => {
  const [alert] = explainAlert(prod, "PrometheusReplicaDown", "observability/prometheus");

  expect(alert).toMatchObject({
    service: "observability/prometheus",
    declaredBy: { path: "observability/stack/prometheus", type: "Prometheus" },
    place: { object: "ConfigMap/observability/prometheus-rules-platform" },
  });
  expect(alert).not.toHaveProperty("tuning");
});

test("finds an alert on log lines in the rules of Loki", () => {
  const [alert] = explainAlert(prod, "ServicePanics", "shop/checkout");

  expect(alert).toMatchObject({
    language: "logql",
    place: { object: expect.stringMatching(/^ConfigMap\/observability\/loki-rules-/) },
  });
});

test("tells the expression after overrides, and that none is left of an alert that one dropped", () => {
  const changed = worldWith(
    {},
    overriding((text) => text.replaceAll("> 0.05 and", "> 0.07 and")),
  );
  const dropped = worldWith(
    {},
    overriding((text) => text.replaceAll("alert: ServiceErrors5xx", "alert: Other")),
  );

  expect(explainAlert(changed, "ServiceErrors5xx", "shop/checkout")[1]?.expr).toContain("> 0.07 and");
  expect(explainAlert(dropped, "ServiceErrors5xx", "shop/checkout")[1]).not.toHaveProperty("place");
});

test("tells of an alert of several services what differs between them", () => {
  expect(servicesWith([prod], "ServiceErrors5xx")).toEqual(["shop/checkout", "shop/inventory"]);
  expect(alertOverview(prod, "ServiceErrors5xx").at(-1)).toEqual({
    environment: "prod",
    alert: "ServiceErrors5xx",
    severity: "critical",
    service: "shop/inventory",
    for: "5m",
    tuning: {
      limit: { property: "alerts.errors5xx.critical.above", value: '"5%"', given: false },
      for: { property: "alerts.errors5xx.critical.for", value: '"5m"', given: false },
    },
    receivers: ["oncall"],
  });
});

test("knows every alert once, those of the stack among them", () => {
  const names = alertNames([prod, prod]);

  expect(names).toEqual(expect.arrayContaining(["ServiceErrors5xx", "Watchdog", "LokiDown"]));
  expect(new Set(names).size).toBe(names.length);
});

function rule(alert: string): AlertRule {
  return {
    alert,
    expr: 'up{namespace="shop",service="checkout"} == 0',
    for: "1m",
    severity: "warning",
    summary: "It fails.",
    description: "It fails.",
  };
}

/** Changes the texts of rule files. */
function overriding(change: (text: string) => string): Parameters<typeof worldWith>[1] {
  return {
    overrides: [
      (object) => {
        if (!object.metadata.name.startsWith("prometheus-rules-")) return object;
        const data = Object.entries(Object(object["data"])).map(([file, text]) => [file, change(String(text))]);
        return { ...object, data: Object.fromEntries(data) };
      },
    ],
  };
}
