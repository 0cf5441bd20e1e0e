import { ruleGroupsOf } from "../../../lib/review/cost/rule-groups";
import { aConfigMap } from "./some-objects";

/** The only group of a ConfigMap with these lines. */
function groupIn(...lines: readonly string[]): ReturnType<typeof ruleGroupsOf>[number] | undefined {
  return ruleGroupsOf(aConfigMap("rules", `groups:\n${lines.join("\n")}\n`))[0];
}

test.each([
  ["one series", "job:up:count", "sum(up)", ["job"]],
  ["its level", "namespace_pod:restarts:rate5m", "sum(x)", ["namespace", "pod"]],
  ["what it is aggregated by", "job:latency:rate5m", "sum by (le, route) (rate(x[5m]))", ["job", "le", "route"]],
  ["nothing of an inner aggregation", "job:latency:p99", "histogram_quantile(0.99, sum by (le) (x))", ["job"]],
  ["nothing where the name tells nothing", "latency", "max(x)", []],
])("reads %s out of a record", (_, record, expr, labels) => {
  const group = groupIn("  - name: a", "    rules:", `      - record: ${record}`, `        expr: ${expr}`);

  expect(group?.recorded).toEqual([labels]);
});

test.each([
  ["whatever comes first", ["      - expr: sum by (pod) (x)", "        record: job:x:sum"]],
  ["an expression that is folded", ["      - record: job:x:sum", "        expr: |", "          sum by (pod) (x)"]],
  ["quotes", ['      - record: "job:x:sum"', "        expr: 'sum by (pod) (x)'"]],
])("reads a record with %s", (_, lines) => {
  const group = groupIn("  - name: a", "    rules:", ...lines);

  expect(group?.recorded).toEqual([["job", "pod"]]);
});

test("belongs to the service of its labels, not of its rules", () => {
  const labels = ["    labels:", "      namespace: shop", "      service: checkout"];
  const rule = ["    rules:", "      - record: a:b:c", "        labels:", "          service: another"];

  expect(groupIn("  - name: x", ...labels, ...rule)?.service).toBe("shop/checkout");
});

test("belongs to the service of its name, and else to its object", () => {
  const rule = ["    rules:", "      - alert: A", "        expr: x"];

  expect(groupIn("  - name: shop/checkout/5m", ...rule)?.service).toBe("shop/checkout");
  expect(groupIn("  - name: general.rules", ...rule)?.service).toBe("observability/rules");
});

test("reads a PrometheusRule as it does a text", () => {
  const groups = ruleGroupsOf({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "checkout", namespace: "shop" },
    spec: {
      groups: [
        {
          name: "a",
          interval: "1m",
          rules: [
            { record: "pod:x:sum", expr: "sum(x)" },
            { alert: "A", expr: "y" },
          ],
        },
      ],
    },
  });

  expect(groups).toEqual([
    { service: "shop/checkout", evaluatedBy: "prometheus", interval: "1m", recorded: [["pod"]] },
  ]);
});

test("finds no group in a text that only mentions them", () => {
  expect(ruleGroupsOf(aConfigMap("notes", "groups: see the alerts\n"))).toEqual([]);
});
