/** Numbers in the texts of alerts, as the tests of alerts expect them, are what Prometheus writes. */
import { dump } from "js-yaml";
import { join } from "node:path";
import { renderTemplate } from "../../lib/observability/rule-tests/render-template";
import { check } from "./check";
import { layOut } from "./sandbox";

const FUNCTIONS = ["humanize", "humanize1024", "humanizePercentage", "humanizeDuration", 'printf "%.0f"'];
const ANNOTATIONS: Readonly<Record<string, string>> = Object.fromEntries([
  ["value", "{{ $value }}"],
  ...FUNCTIONS.map((name, i) => [`function_${i}`, `{{ $value | ${name} }}`]),
]);

/** Each sign and magnitude, what rounds up to the next prefix or unit, and what lies exactly in the middle; below 2^63, which Prometheus' durations end at. */
const VALUES = [
  Array.from({ length: 48 }, (_, i) => 1.23456 * 10 ** (i - 30)),
  Array.from({ length: 43 }, (_, i) => 10 ** (i - 25)),
  Array.from({ length: 29 }, (_, i) => 2 ** (i * 2)),
  [0.5, 1.5, 2.5, 100.25, 100.75, 0.50125, 0.50375, 1000.5, 1001.5, 1024.5, 62.5, 0.0625, 12345.5],
  [0.99994, 0.99995, 0.99996, 9.9995, 99.995, 999.94, 999.95, 999.96, 9999.4, 9999.6, 1023.4, 1023.6, 1048575],
  [0, 0.001, 0.01, 0.0101, 0.05, 0.0505, 1 / 3, 2 / 3, 0.999, 1, 1.01, 5.05, 59.99, 59.9999, 60, 61, 90, 119.9],
  [3599, 3600, 3601, 5400, 86_399, 86_400, 90_061, 604_800, 1_814_400, 31_536_000, 1_700_000_000],
  [1023, 1024, 1025, 1048576, 134217728, 1073741824, 5e11, NaN, Infinity],
]
  .flat()
  .flatMap((value) => (value === 0 ? [0] : [value, -value]));

test("numbers are rendered as Prometheus renders them", () => {
  const numbers = VALUES.map((value, i) => ({ value, alert: `Number${i}` }));
  const rules = numbers.map(({ value, alert }) => ({
    alert,
    expr: `vector(${Number.isNaN(value) ? "NaN" : String(value).replace("Infinity", "Inf")})`,
    annotations: ANNOTATIONS,
  }));
  const assertions = numbers.map(({ value, alert }) => ({
    alertname: alert,
    eval_time: "0s",
    exp_alerts: [{ exp_labels: {}, exp_annotations: rendered(value) }],
  }));
  const tests = { rule_files: ["rules.yaml"], tests: [{ alert_rule_test: assertions }] };
  const root = layOut([
    ["rules.yaml", dump({ groups: [{ name: "numbers", rules }] })],
    ["numbers.test.yaml", dump(tests)],
  ]);

  expect(check("promtool", ["test", "rules", join(root, "numbers.test.yaml")])).toContain("SUCCESS");
});

function rendered(value: number): Record<string, string> {
  const data = { labels: {}, value, now: 0 };
  return Object.fromEntries(Object.entries(ANNOTATIONS).map(([name, text]) => [name, renderTemplate(text, data)]));
}
