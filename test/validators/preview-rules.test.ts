/** What a preview says that rules record and which alerts there are is what promtool says of the same rules and series. */
import { join } from "node:path";
import { load } from "js-yaml";
import type { PrometheusRuleGroup } from "../../lib/components/rules";
import { asRecords, toYaml } from "../../lib/core";
import { evaluate, withRules } from "../../lib/preview/evaluate";
import { aSeries, aStorage, type MadeUp } from "../preview/evaluate/storages";
import { check } from "./check";
import { environments, field, text } from "./golden-tree";
import { ruleFiles } from "./rule-tests";
import { layOut } from "./sandbox";

const MINUTE = 60;
const END = 60 * MINUTE;

const series: readonly MadeUp[] = [
  aSeries("queue", { namespace: "shop", pod: "a" }, (time) =>
    isWithin(time, 10, 25) || isWithin(time, 40, 50) ? 9 : 1,
  ),
  aSeries("queue", { namespace: "shop", pod: "b" }, (time) => (isWithin(time, 20, 22) ? 9 : 2)),
  aSeries("queue", { namespace: "shop", pod: "c" }, (time) => (time < 30 * MINUTE ? 3 : undefined)),
  aSeries("served_total", { namespace: "shop", pod: "a", code: "200" }, (time) => time * 4),
  aSeries("served_total", { namespace: "shop", pod: "a", code: "500" }, (time) => Math.max(0, time - 15 * MINUTE) * 2),
];

const groups: readonly PrometheusRuleGroup[] = [
  {
    name: "recorded",
    labels: { team: "web", tier: "of the group" },
    rules: [
      { record: "served:rate5m", expr: "sum by (namespace, code) (rate(served_total[5m]))" },
      { record: "queue:max", expr: "max by (namespace) (queue)", labels: { tier: "of the rule" } },
      { record: "queue:doubled", expr: "2 * queue:max" },
      { record: "both", expr: "sum(queue)", labels: { of: "queue" } },
    ],
  },
  { name: "more", rules: [{ record: "both", expr: "sum(served_total)", labels: { of: "served" } }] },
  {
    name: "alerts",
    labels: { team: "web" },
    rules: [
      { alert: "QueueFull", expr: "queue > 5", for: "5m", labels: { severity: "critical" } },
      { alert: "QueueKept", expr: "queue > 5", for: "1m", keep_firing_for: "3m", labels: { severity: "warning" } },
      { alert: "Errors", expr: 'served:rate5m{code="500"} > 0', labels: { severity: "warning", team: "errors" } },
      { alert: "Gone", expr: 'absent(queue{pod="c"})', for: "2m" },
    ],
  },
];

const storage = withRules(aStorage(series), groups);

const questions = [
  "served:rate5m",
  "queue:max",
  "queue:doubled > 5",
  "both",
  'both{of="served"}',
  "sum by (team) (queue:max)",
  "max_over_time(queue:max[5m])",
  "ALERTS",
  'ALERTS{alertstate="firing",severity="warning"}',
  'ALERTS{alertname=~"Queue.+"}',
  "count by (alertname) (ALERTS)",
  "ALERTS_FOR_STATE",
  'ALERTS_FOR_STATE and ignoring (alertstate) ALERTS{alertstate="firing"}',
];

const moments = [5, 12, 15, 16, 20.25, 21, 24, 25, 27, 28.25, 31, 33, 45, 52, 55].map((minute) => minute * MINUTE);

test.each(questions)("promtool finds the same of %s", (expr) => {
  const promql_expr_test = moments.map((time) => ({
    expr,
    eval_time: `${time}s`,
    exp_samples: evaluate(expr, storage, time, { from: time, to: time }).map(({ labels, value }) => ({
      labels: written(labels),
      value,
    })),
  }));

  const said = promtool(promql_expr_test);

  expect(said).toContain("SUCCESS");
  expect(promql_expr_test.some(({ exp_samples }) => exp_samples.length > 0)).toBe(true);
});

test.each(environments)("every rule of %s can be evaluated", (environment) => {
  const files = [...ruleFiles(environment).values()].map((content) => load(content));
  const expressions = files.flatMap((file) =>
    asRecords(field(file, "groups")).flatMap((group) => asRecords(group["rules"]).map((rule) => text(rule["expr"]))),
  );

  const found = expressions.map((expr) => evaluate(expr, storage, END, { from: END, to: END }));

  expect(found.length).toBeGreaterThan(100);
});

function isWithin(time: number, from: number, to: number): boolean {
  return time >= from * MINUTE && time < to * MINUTE;
}

function promtool(promql_expr_test: readonly object[]): string {
  const input_series = series.map(({ name, labels, value }) => ({
    series: written({ ...labels, __name__: name }),
    values: Array.from({ length: END / 15 + 1 }, (_, i) => value(i * 15) ?? "stale").join(" "),
  }));
  const tests = [{ interval: "15s", input_series, promql_expr_test }];
  const options = {
    rule_files: ["rules.yaml"],
    evaluation_interval: "15s",
    // Any other time, promtool takes them as they come: alerts would see what was recorded before, or not.
    group_eval_order: groups.map(({ name }) => name),
    fuzzy_compare: true,
  };
  const root = layOut([
    ["rules.yaml", toYaml({ groups })],
    ["test.yaml", toYaml({ ...options, tests })],
  ]);
  return check("promtool", ["test", "rules", join(root, "test.yaml")]);
}

/** A series as PromQL writes it. */
function written({ __name__: name = "", ...labels }: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${matchers.join(",")}}`;
}
