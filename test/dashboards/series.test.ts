import { objectiveThresholds } from "../../alerts/slo";
import { parseServiceAlerts, thresholdRecordings } from "../../alerts/service";
import { defaultDashboards, logsDashboard, serviceDashboard } from "../../dashboards";
import { statusClasses } from "../../dashboards/colors";
import { Problems } from "../../lib/core";
import {
  countOverTime,
  HttpMetrics,
  panicLines,
  recorded,
  serviceLogRecordings,
  serviceRecordings,
  type ServiceTarget,
} from "../../lib/signals";
import {
  allExpressionsOf,
  everyPart,
  expressionsOf,
  panelsOf,
  queriesOf,
  rendered,
  variableQueriesOf,
} from "./builders";

const target: ServiceTarget = {
  namespace: "shop",
  service: "checkout",
  workload: { kind: "Deployment", name: "checkout" },
  container: "checkout",
  metrics: HttpMetrics.prometheus(),
  objectives: [
    { slo: "availability", objective: 0.999, budget: 0.001, window: "30d" },
    { slo: "latency", objective: 0.99, budget: 0.01, window: "30d", under: 0.25 },
  ],
  probed: true,
  hasCpuLimit: true,
  startupSeconds: 30,
  hasLivenessProbe: true,
  traces: true,
  urls: [],
};

const thresholds = [
  ...thresholdRecordings(parseServiceAlerts({}, target, new Problems())),
  ...objectiveThresholds(target),
];
const expressions = defaultDashboards(everyPart).flatMap((dashboard) => allExpressionsOf(rendered(dashboard)));

test("reads only recorded series that a service records", () => {
  const native = { ...target, metrics: HttpMetrics.prometheus({ histogram: "native" }) };
  const records = [
    ...serviceRecordings(target),
    ...serviceRecordings(native),
    ...serviceLogRecordings(target),
    ...thresholds,
  ];
  const recordedNames = new Set(records.map(({ record }) => record));

  const used = new Set(expressions.flatMap((expr) => expr.match(/\bservice\w*:\w+(?::\w+)?/g) ?? []));

  expect([...used].filter((name) => !recordedNames.has(name))).toEqual([]);
  expect(used.size).toBeGreaterThan(5);
});

test("draws only limits that alerts record", () => {
  const recordedAlerts = new Set(thresholds.map(({ labels }) => labels?.["alert"]));

  const drawn = new Set(
    expressions.flatMap((expr) => [...expr.matchAll(/\balert="(\w+)"/g)].map(([, alert]) => alert)),
  );

  expect(drawn).toEqual(recordedAlerts);
});

test("reads HTTP traffic through recorded series alone, whatever dialect a service speaks", () => {
  const raw = expressions.filter((expr) => /(?<![:\w])http_/.test(expr));

  expect(raw).toEqual([]);
});

test("draws the limits of an alert as dashed lines, red where it wakes somebody and orange where it does not", () => {
  const panel = panelsOf(rendered(serviceDashboard())).find(
    ({ title, type }) => title === "Failed requests" && type === "timeseries",
  );
  const limits = panel ? queriesOf(panel).filter(({ expr }) => expr.includes(recorded.alertThreshold)) : [];

  const drawn = limits.map(({ refId, legendFormat }) => {
    const properties = panel?.fieldConfig.overrides.find(({ matcher }) => matcher.options === refId)?.properties ?? [];
    return [legendFormat, Object.fromEntries(properties.map(({ id, value }) => [id, value]))];
  });

  const dashed = { fill: "dash", dash: [10, 6] };
  expect(drawn).toEqual([
    [
      "warning limit",
      expect.objectContaining({ color: { mode: "fixed", fixedColor: "orange" }, "custom.lineStyle": dashed }),
    ],
    [
      "critical limit",
      expect.objectContaining({ color: { mode: "fixed", fixedColor: "red" }, "custom.lineStyle": dashed }),
    ],
  ]);
});

test("shows each alert of restarts, failures and log lines with what it compares", () => {
  const panels = [serviceDashboard(everyPart), logsDashboard(everyPart)]
    .flatMap((dashboard) => panelsOf(rendered(dashboard)))
    .filter(({ type }) => type === "timeseries");
  const drawnWith = (alert: string): string[] => {
    const panel = panels.find((other) => queriesOf(other).some(({ expr }) => expr.includes(`alert="${alert}"`)));
    const queries = panel ? [...queriesOf(panel), ...queriesOf(panel, "loki")] : [];
    return queries.map(({ expr }) => expr).filter((expr) => !expr.includes("alert="));
  };
  const lines = '{service_name="$service",k8s_namespace_name="$namespace"}';
  const ofLines = serviceLogRecordings({ ...target, namespace: "$namespace", service: "$service" });
  const recordedAs = (name: string): string | undefined => ofLines.find(({ record }) => record === name)?.expr;

  expect(drawnWith("ServiceRestarts")).toEqual([expect.stringContaining(recorded.restarts)]);
  expect(drawnWith("ServiceErrors5xx")).toEqual([expect.stringContaining(recorded.failureRatio)]);
  expect(drawnWith("ServiceOutage")).toEqual([expect.stringContaining(recorded.failureRatioOfLastMinute)]);
  expect(drawnWith("ServiceErrorLogs")).toEqual([
    `(${recordedAs(recorded.errorLogLines)}) / ${recordedAs(recorded.logLines)}`,
  ]);
  expect(drawnWith("ServicePanics")).toEqual([expect.stringContaining(countOverTime(panicLines(lines), "5m"))]);
});

test("shows what the blackbox exporter measures of the chosen service", () => {
  const chosen = '{namespace="$namespace",service="$service"}';
  const shown = new Set(expressionsOf(rendered(serviceDashboard())));

  expect([...shown].filter((expr) => expr.includes(`probe_success${chosen}`))).toHaveLength(1);
  expect([...shown].filter((expr) => expr.includes(`probe_duration_seconds${chosen}`))).toHaveLength(1);
});

test("finds every service, even one without alerts and without pods", () => {
  const names = expressions.flatMap(
    (expr) => /^label_values\(([\w:]*).*, (?:namespace|service)\)$/.exec(expr)?.[1] ?? [],
  );

  expect(new Set(names)).toEqual(new Set([recorded.targetInfo]));
});

test("finds whatever writes lines, and needs nothing of it that services alone record", () => {
  const logs = rendered(logsDashboard(everyPart));
  const streams = variableQueriesOf(logs, "loki");

  const ofServices = expressionsOf(logs).filter((expr) => !expr.includes(recorded.alertThreshold));

  expect(streams).toEqual([
    'label_values({k8s_namespace_name=~".+"}, k8s_namespace_name)',
    'label_values({k8s_namespace_name="$namespace"}, service_name)',
  ]);
  expect([...ofServices, ...variableQueriesOf(logs, "prometheus")]).toEqual([]);
});

test.each(["100", "200", "302", "404", "503", ""])("counts the status %p in exactly one class", (code) => {
  const classes = statusClasses.filter(({ codes }) => new RegExp(`^(?:${codes})$`).test(code));

  expect(classes).toHaveLength(1);
});

test("has as many dashboards, and each as long, whatever the number of services", () => {
  expect(expressions.filter((expr) => /\b(shop|checkout)\b/.test(expr))).toEqual([]);
});
