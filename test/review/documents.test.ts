import type { KubernetesObject } from "../../lib/core";
import { pathText } from "../../lib/review/diff";
import { documentsOf, objectDifferences } from "../../lib/review/documents";

function configMap(data: Record<string, string>): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config", namespace: "shop" }, data };
}

function secret(data: Record<string, string>, rest: Partial<KubernetesObject> = {}): KubernetesObject {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "secret" }, data: Object.fromEntries(encoded), ...rest };
}

function lines(before: KubernetesObject, after: KubernetesObject): string[] {
  return objectDifferences(before, after).map(
    (change) => `${pathText(change.path)}: ${String(change.before)} → ${String(change.after)}`,
  );
}

describe("texts in a ConfigMap", () => {
  const cases: readonly (readonly [what: string, before: string, after: string, expected: string[]])[] = [
    ["YAML by its fields", "a:\n  b: 1\n", "a:\n  b: 2\n", ["data.file.a.b: 1 → 2"]],
    ["JSON by its fields", '{"a": 1}', '{"a": 2}', ["data.file.a: 1 → 2"]],
    ["ini by its settings", "[server]\nport = 1\n", "; new\n[server]\nport = 2\n", ["data.file.server.port: 1 → 2"]],
    [
      "any other text by its lines",
      "#!/bin/sh\nset -e\nrun a\nexit\n",
      "#!/bin/sh\nset -e\nrun b\nexit\n",
      ["data.file[3]: run a → run b"],
    ],
    ["broken YAML by its lines", "a: [1\nb: 2\n", "a: [1\nb: 3\n", ["data.file[2]: b: 2 → b: 3"]],
    ["a single word as a whole", "info", "debug", ["data.file: info → debug"]],
    ["a comment as another way of writing", "a: 1\n", "# why\na: 1\n", ["data.file[writing]: undefined → # why"]],
    ["what becomes a configuration as a whole", "text", "a: 1\n", ["data.file: text → [object Object]"]],
  ];

  test.each(cases)("are compared: %s", (_, before, after, expected) => {
    expect(lines(configMap({ file: before, same: "x" }), configMap({ file: after, same: "x" }))).toEqual(expected);
  });
});

describe("a Secret", () => {
  test("never tells its values, neither encoded nor decoded", () => {
    const found = objectDifferences(
      secret({ password: "hunter2", gone: "old" }),
      secret({ password: "hunter3" }, { stringData: { fresh: "new" } }),
    );

    expect(found).toEqual([
      { path: ["data", "password"], before: "(hidden)", after: "(hidden, other)" },
      { path: ["data", "gone"], before: "(hidden)", after: undefined },
      { path: ["stringData", "fresh"], before: undefined, after: "(hidden)" },
    ]);
  });

  test("is the same whether a value is encoded or not", () => {
    const plain: KubernetesObject = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "secret" },
      stringData: { a: "b" },
    };

    expect(objectDifferences(secret({ a: "b" }), plain)).toEqual([]);
  });

  test("tells of a configuration of Alertmanager all but what is secret in it", () => {
    const config = (receiver: string, url: string): string =>
      `route:\n  receiver: ${receiver}\nreceivers:\n  - name: chat\n    slack_configs:\n      - api_url: ${url}\n`;

    expect(
      lines(
        secret({ "alertmanager.yaml": config("chat", "https://hooks/1") }),
        secret({ "alertmanager.yaml": config("none", "https://hooks/2") }),
      ),
    ).toEqual([
      'data["alertmanager.yaml"].route.receiver: chat → none',
      'data["alertmanager.yaml"].receivers[chat].slack_configs[0].api_url: (hidden) → (hidden, other)',
    ]);
  });

  test("hides what kubectl wrote down of it", () => {
    const applied = (value: string): KubernetesObject =>
      secret(
        {},
        { metadata: { name: "secret", annotations: { "kubectl.kubernetes.io/last-applied-configuration": value } } },
      );

    expect(JSON.stringify(objectDifferences(applied("hunter2"), applied("hunter3")))).not.toContain("hunter");
  });
});

test.each([
  ["prometheus-rules", { groups: [{ name: "a", rules: [] }] }],
  ["prometheus", { scrape_configs: [] }],
  ["alertmanager", { route: {}, receivers: [] }],
  ["loki", { schema_config: {} }],
  ["collector", { service: { pipelines: {} } }],
  ["jaeger", { service: { pipelines: {} }, extensions: { jaeger_query: {} } }],
  ["dashboard", { panels: [] }],
  ["datasources", { datasources: [] }],
  ["other", { modules: {} }],
])("a configuration is known by its content: %s", (kind, value) => {
  expect(documentsOf(configMap({ "some.file": JSON.stringify(value) })).map((document) => document.kind)).toEqual([
    kind,
  ]);
});

test("a PrometheusRule is a configuration itself", () => {
  const spec = { groups: [{ name: "a", rules: [] }] };
  const object = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", metadata: { name: "a" }, spec };

  expect(documentsOf(object)).toEqual([{ kind: "prometheus-rules", object, key: "", value: spec }]);
});
