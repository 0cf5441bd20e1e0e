import { join } from "node:path";
import { toYaml } from "../../../lib/core";
import type { AlertRule } from "../../../lib/signals";
import { check } from "../check";
import { layOut } from "../sandbox";
import { lokiCases as cases, lokiRules } from "./loki";
const rules = lokiRules();
const hasOne = (n: string) => rules.filter(({ alert }) => alert === n).length === 1;
const alerts = new Map(rules.map((rule) => [hasOne(rule.alert) ? rule.alert : `${rule.alert} ${rule.severity}`, rule]));
test("has a case for every alert", () => { expect(Object.keys(cases).toSorted()).toEqual([...alerts.keys()].toSorted()); });
test.each(Object.entries(cases))("%s fires when it should, and only then", (id, { fires, silent }) => {
  const rule = alerts.get(id);
  const name = rule?.alert ?? id;
  const root = layOut([["rules.yaml", toYaml({ groups: [{ name: "group", rules: [promRule(rule)] }] })],["firing.yaml", ruleTest(name, fires)],["silent.yaml", ruleTest(name, silent)]]);
  expect(() => check("promtool", ["test", "rules", join(root, "silent.yaml")])).not.toThrow();
  let firing=""; try { check("promtool", ["test", "rules", join(root, "firing.yaml")]); } catch (e) { firing=String(e); }
  expect(firing).toContain(`alertname="${name}"`);
  expect(firing).not.toMatch(/<no value>|<error/);
  expect(() => check("promtool", ["check", "rules", "--lint=all","--lint-fatal", join(root, "rules.yaml")])).not.toThrow();
});
function ruleTest(alertname: string, series: readonly string[]): string {
  const input_series = series.map((line) => line.split(" = ")).map(([name, values]) => ({ series: name, values }));
  return toYaml({ rule_files: ["rules.yaml"], evaluation_interval: "1m", tests: [{ interval: "1m", input_series, alert_rule_test: [{ eval_time: "2h", alertname, exp_alerts: [] }] }] });
}
function promRule(rule: AlertRule | undefined): object {
  const { alert, expr, for: duration = "0s", severity, summary, description } = rule ?? {};
  return { alert, expr, for: duration, labels: { severity }, annotations: { summary, description } };
}
