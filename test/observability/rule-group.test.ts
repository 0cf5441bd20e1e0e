import type { Monitor } from "../../lib/monitor";
import { ruleGroup } from "../../lib/observability/rule-group";
import type { AlertRule } from "../../lib/signals";

const LINKS = { runbooks: "https://runbooks.example.com", grafana: "https://grafana.example.com" };

function aMonitor(alert: Partial<AlertRule> = {}): Monitor {
  return {
    monitorName: "shop/checkout",
    monitorLabels: { namespace: "shop", service: "checkout" },
    recordings: () => [{ record: "a:b", expr: "b" }],
    alerts: () => [
      { alert: "QueueFull5x", expr: "x > 1", severity: "warning", summary: "s", description: "d", ...alert },
    ],
  };
}

test("labels the group with the monitor's identity, and each alert with its severity", () => {
  const group = ruleGroup(aMonitor({ labels: { team: "shop" } }), LINKS);

  expect(group).toMatchObject({ name: "shop/checkout", labels: { namespace: "shop", service: "checkout" } });
  expect(group.rules.map(({ labels }) => labels)).toEqual([undefined, { team: "shop", severity: "warning" }]);
});

test("evaluates recordings before the alerts that use them", () => {
  const { rules } = ruleGroup(aMonitor(), LINKS);

  expect(rules.map((rule) => Object.keys(rule)[0])).toEqual(["record", "alert"]);
});

test("links the runbook of the alert's name and the dashboard with its variables", () => {
  const dashboard = { uid: "service", variables: { namespace: "shop", service: "check out" } };

  const alert = ruleGroup(aMonitor({ dashboard }), LINKS).rules[1];

  expect(alert).toMatchObject({
    annotations: {
      runbook_url: "https://runbooks.example.com/queue-full-5x",
      dashboard_url: "https://grafana.example.com/d/service?var-namespace=shop&var-service=check%20out",
    },
  });
});

test("leaves out links that lead nowhere", () => {
  const alert = ruleGroup(aMonitor({ dashboard: { uid: "service" } }), { runbooks: false, grafana: undefined })
    .rules[1];

  expect(alert).toMatchObject({ annotations: { summary: "s", description: "d" } });
  expect(JSON.stringify(alert)).not.toContain("_url");
});
