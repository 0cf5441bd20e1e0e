import type { ServiceAlerts } from "../../alerts";
import type { AlertRule } from "../../lib/signals";
import { alertsOf, problemsOf } from "./a-target";

test("compares with the threshold as a plain decimal, for as long as it says, above the minimum traffic", () => {
  const rule = alertsOf({ errors5xx: { above: "2%", for: "10m" }, minimumRequestRate: 0.5 }).find(
    ({ alert }) => alert === "ServiceErrors5xx",
  );

  expect(rule).toMatchObject({ for: "10m", severity: "critical" });
  expect(rule?.expr).toBe(
    'service:http_failures:ratio_rate5m{namespace="shop",service="checkout"} > 0.02 and on () service:http_requests:rate5m{namespace="shop",service="checkout"} > 0.5',
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

describe("what may not become too small", () => {
  const certificates = (options: ServiceAlerts): AlertRule[] =>
    alertsOf(options).filter(({ alert }) => alert === "ServiceCertificateExpiring");

  test("is compared with a limit below it, the graver the lower", () => {
    const rules = certificates({
      certificateExpiring: { critical: { below: "1d" }, warning: { below: "10d", for: "2h" } },
    });

    expect(rules.map(({ severity, for: wait }) => [severity, wait])).toEqual([
      ["warning", "2h"],
      ["critical", "1h"],
    ]);
    expect(rules.map(({ expr }) => /< (\d+)/.exec(expr)?.[1])).toEqual(["864000", "86400"]);
  });

  test("takes a single limit with the usual severity", () => {
    const rules = certificates({ certificateExpiring: { below: "1w" } });

    expect(rules.map(({ severity }) => severity)).toEqual(["warning"]);
  });
});

test("orders the levels from the mildest to the gravest, in whatever order they are written", () => {
  const errors5xx = { critical: { above: "9%" }, info: { above: "1%" }, warning: { above: "3%" } } as const;

  const rules = alertsOf({ errors5xx }).filter(({ alert }) => alert === "ServiceErrors5xx");

  expect(rules.map(({ severity }) => severity)).toEqual(["info", "warning", "critical"]);
});

test("lets a condition last longer, and be graver", () => {
  const rules = alertsOf({ notReady: { for: "30m", severity: "critical" } });

  expect(rules.find(({ alert }) => alert === "ServiceNotReady")).toMatchObject({ for: "30m", severity: "critical" });
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
  [
    { errors5xx: { warning: { above: "2%" }, critical: { above: "2%" } } },
    'alerts.errors5xx.warning.above "2%": expected less than critical.above 2%',
  ],
  [
    { errors5xx: { info: { above: "9%" }, critical: { above: "2%" } } },
    'alerts.errors5xx.info.above "9%": expected less than critical.above 2%',
  ],
  [
    { certificateExpiring: { warning: { below: "2d" }, critical: { below: "3d" } } },
    'alerts.certificateExpiring.warning.below "2d": expected more than critical.below 3d',
  ],
  [
    { certificateExpiring: { below: "soon" as "1d" } },
    'alerts.certificateExpiring.below "soon": expected a Prometheus duration',
  ],
  [{ trafficSpike: { above: Infinity } }, 'alerts.trafficSpike.above "Infinity": expected a number, 0 or more'],
  [{ down: { for: "1.5m" } }, 'alerts.down.for "1.5m": expected a Prometheus duration'],
  [{ down: { severity: "fatal" as "info" } }, 'alerts.down.severity "fatal": expected one of info, warning, critical'],
  [
    { errors5xx: { fatal: { above: "2%" } } as object },
    'alerts.errors5xx {"fatal":{"above":"2%"}}: expected `above`, or',
  ],
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
