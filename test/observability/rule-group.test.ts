import type { PrometheusRuleGroup } from "../../lib/components/rules";
import type { Monitor } from "../../lib/monitor";
import { logRuleGroup, ruleGroups, rulesOf, type Links } from "../../lib/observability/rule-group";
import type { AlertRule, RecordingRule } from "../../lib/signals";

const LINKS: Links = {
  runbooks: "https://runbooks.example.com",
  grafana: "https://grafana.example.com",
  logs: false,
  traces: false,
};
const TIME = 'time={{ now | printf "%.0f" }}000&time.window=7200000';

function aMonitor(alert: Partial<AlertRule> = {}): Monitor {
  return {
    monitorName: "shop/checkout",
    monitorLabels: { namespace: "shop", service: "checkout" },
    recordings: () => [{ record: "a:b", expr: "b" }],
    signals: ["logs", "traces"],
    alerts: () => [
      { alert: "QueueFull5x", expr: "x > 1", severity: "warning", summary: "s", description: "d", ...alert },
    ],
  };
}

function groupOf(alert: Partial<AlertRule> = {}, links: Links = LINKS): PrometheusRuleGroup {
  return onlyGroupOf(aMonitor(alert), links);
}

function onlyGroupOf(monitor: Monitor, links: Links): PrometheusRuleGroup {
  const [group, ...others] = ruleGroups(monitor, links, rulesOf(monitor));
  if (!group || others.length > 0) throw new Error(`expected one group, got ${others.length + 1}`);
  return group;
}

test("labels the group with the monitor's identity, and each alert with its severity", () => {
  const group = groupOf({ labels: { team: "shop" } });

  expect(group).toMatchObject({ name: "shop/checkout", labels: { namespace: "shop", service: "checkout" } });
  expect(group.rules.map(({ labels }) => labels)).toEqual([undefined, { team: "shop", severity: "warning" }]);
});

test("evaluates recordings before the alerts that use them", () => {
  const { rules } = groupOf();

  expect(rules.map((rule) => Object.keys(rule)[0])).toEqual(["record", "alert"]);
});

describe("rules of several intervals", () => {
  const recording = (record: string, interval?: RecordingRule["interval"]): RecordingRule => ({
    record,
    expr: "b",
    ...(interval && { interval }),
  });
  const monitor: Monitor = {
    ...aMonitor(),
    recordings: () => [recording("fast"), recording("slow", "1m"), recording("slower", "5m"), recording("fast:2")],
    alerts: () => [
      ...aMonitor({ alert: "Slow", interval: "1m" }).alerts(),
      ...aMonitor({ alert: "Fast" }).alerts(),
      ...aMonitor({ alert: "Slower", interval: "5m" }).alerts(),
    ],
  };
  const groups = ruleGroups(monitor, LINKS, rulesOf(monitor));

  test("are a group of each interval, named after it, in the order in which the intervals first appear", () => {
    expect(groups.map(({ name, interval }) => [name, interval])).toEqual([
      ["shop/checkout", undefined],
      ["shop/checkout/1m", "1m"],
      ["shop/checkout/5m", "5m"],
    ]);
  });

  test("keep their order within a group, recordings first", () => {
    const names = groups.map(({ rules }) => rules.map((rule) => ("record" in rule ? rule.record : rule.alert)));

    expect(names).toEqual([
      ["fast", "fast:2", "Fast"],
      ["slow", "Slow"],
      ["slower", "Slower"],
    ]);
  });

  test("carry the monitor's labels on each group, and no interval of their own", () => {
    expect(groups.map(({ labels }) => labels)).toEqual(groups.map(() => ({ namespace: "shop", service: "checkout" })));
    expect(groups.flatMap(({ rules }) => rules).filter((rule) => "interval" in rule)).toEqual([]);
  });
});

test("has no group without a rule", () => {
  const nothing: Monitor = { ...aMonitor(), recordings: () => [], alerts: () => [] };

  expect(ruleGroups(nothing, LINKS, rulesOf(nothing))).toEqual([]);
});

test("links the runbook of the alert's name and the dashboard with its variables", () => {
  const dashboard = { uid: "service", variables: { namespace: "shop", service: "check out" } };

  const alert = groupOf({ dashboard }).rules[1];

  expect(alert).toMatchObject({
    annotations: {
      runbook_url: "https://runbooks.example.com/queue-full-5x",
      dashboard_url: `https://grafana.example.com/d/service?var-namespace=shop&var-service=check%20out&${TIME}`,
    },
  });
});

test("leaves out links that lead nowhere", () => {
  const alert = groupOf({ dashboard: { uid: "service" } }, { ...LINKS, runbooks: false, grafana: undefined }).rules[1];

  expect(alert).toMatchObject({ annotations: { summary: "s", description: "d" } });
  expect(JSON.stringify(alert)).not.toContain("_url");
});

test("links the log lines and the traces of the service, where the stack has them", () => {
  const alert = groupOf({}, { ...LINKS, logs: true, traces: true }).rules[1];

  expect(alert).toMatchObject({
    annotations: {
      logs_url: `https://grafana.example.com/d/logs?var-namespace=shop&var-service=checkout&${TIME}`,
      traces_url: `https://grafana.example.com/d/traces?var-namespace=shop&var-service=checkout&${TIME}`,
    },
  });
  expect(JSON.stringify(groupOf().rules[1])).not.toContain("logs_url");
  const silent = { ...aMonitor(), signals: [] };
  const links = { ...LINKS, logs: true, traces: true };
  expect(JSON.stringify(onlyGroupOf(silent, links).rules[1])).not.toContain("s_url");
});

test("labels each rule on log lines with the monitor's identity, as Loki drops labels of groups", () => {
  const logRecordings = () => [{ record: "a:b", expr: "b", labels: { level: "error" } }];
  const monitor = {
    ...aMonitor(),
    logAlerts: () => aMonitor({ labels: { service: "other" } }).alerts(),
    logRecordings,
  };

  const group = logRuleGroup(monitor, LINKS, rulesOf(monitor));

  expect(group).not.toHaveProperty("labels");
  expect(group.rules.map(({ labels }) => labels)).toEqual([
    { namespace: "shop", service: "checkout", level: "error" },
    { namespace: "shop", service: "other", severity: "warning" },
  ]);
});
