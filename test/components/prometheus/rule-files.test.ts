import type { Prometheus } from "../../../lib/components/prometheus";
import type { KubernetesObject } from "../../../lib/core";
import { asRecords } from "../../../lib/core/json";
import { at, fileOf, objectsOf, problemsOf } from "../a-stack";
import { aPrometheus, aRuleGroup, prometheusObjects } from "./a-prometheus";

const SERVICES = Array.from({ length: 200 }, (_, i) => `shop.service-${i}`);

function shardOf(objects: Map<string, KubernetesObject>, file: string): string | undefined {
  return [...objects.keys()].find((name) => at(objects.get(name), "data", `${file}.yaml`) !== undefined);
}

test("one more service changes one ConfigMap and nothing else", () => {
  const before = prometheusObjects({}, SERVICES);
  const after = prometheusObjects({}, [...SERVICES, "shop.checkout"]);

  const changed = [...after].filter(([name, object]) => JSON.stringify(object) !== JSON.stringify(before.get(name)));
  expect(changed.map(([name]) => name)).toEqual([shardOf(after, "shop.checkout")]);
});

test("a file stays in its shard whatever else comes and goes", () => {
  const alone = prometheusObjects({}, ["shop.checkout"]);
  const among = prometheusObjects({}, [...SERVICES, "shop.checkout"].toReversed());

  expect(shardOf(alone, "shop.checkout")).toBe("ConfigMap/prometheus-rules-57");
  expect(shardOf(among, "shop.checkout")).toBe("ConfigMap/prometheus-rules-57");
});

test("services spread over all shards", () => {
  const objects = prometheusObjects({ ruleShards: 8 }, SERVICES);

  const sizes = [...objects]
    .filter(([name]) => name.startsWith("ConfigMap/prometheus-rules-"))
    .map(([, object]) => Object.keys(object["data"] ?? {}).length);
  expect(sizes).toHaveLength(8);
  expect(Math.max(...sizes)).toBeLessThan(50);
});

test("the pod mounts every shard from the start, and starts without any of them", () => {
  const none = prometheusObjects({ ruleShards: 3 });
  const many = prometheusObjects({ ruleShards: 3 }, SERVICES);

  const statefulSet = none.get("StatefulSet/prometheus");
  const volumes = asRecords(at(statefulSet, "spec", "template", "spec", "volumes"));
  const rules = volumes.find(({ name }) => name === "rules");
  const names = ["platform", "00", "01", "02"].map((shard) => `prometheus-rules-${shard}`);
  expect(at(rules, "projected", "sources")).toEqual(names.map((name) => ({ configMap: { name, optional: true } })));
  expect(many.get("StatefulSet/prometheus")).toEqual(statefulSet);
});

test("rules are read when the tree is rendered", () => {
  let expr = "vector(1)";

  const objects = objectsOf((scope) => {
    const groups = () => [{ name: "late", rules: [{ record: "late", expr }] }];
    aPrometheus(scope).addRules({ file: "late", shard: "platform", groups });
    expr = "vector(2)";
  });

  expect(fileOf(objects, "prometheus-rules-platform", "late.yaml")).toEqual({
    groups: [{ name: "late", rules: [{ record: "late", expr: "vector(2)" }] }],
  });
});

test("refuses two files of one name, and names that are none", () => {
  const problems = problemsOf((scope) => {
    const prometheus = aPrometheus(scope);
    const add = (file: string) => prometheus.addRules({ file, shard: "services", groups: () => [aRuleGroup(file)] });
    ["shop.checkout", "shop.checkout", "shop/checkout"].forEach(add);
  });

  expect(problems).toEqual([
    'stack/prometheus: file "shop.checkout": expected a name that no other rule file has',
    'stack/prometheus: file "shop/checkout": expected the name of a rule file (letters, digits, "-", "_" and ".")',
  ]);
});

test("refuses a shard that Kubernetes would refuse, and says what to do", () => {
  const problems = problemsOf((scope) => {
    const prometheus: Prometheus = aPrometheus(scope, { ruleShards: 1 });
    const rules = [{ record: "large", expr: `vector(1) # ${"x".repeat(1000 * 1024)}` }];
    prometheus.addRules({ file: "large", shard: "services", groups: () => [{ name: "large", rules }] });
  });

  expect(problems).toEqual([
    expect.stringMatching(
      /^stack\/prometheus: prometheus-rules-00 holds 1001 KiB of rules: expected at most 900 KiB; raise ruleShards, which is 1$/,
    ),
  ]);
});
