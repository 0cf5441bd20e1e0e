import { Testing } from "cdk8s";
import fc from "fast-check";
import { load } from "js-yaml";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkManifests,
  input,
  ManifestChart,
  render,
  Resource,
  toYaml,
  writeManifests,
  type KubernetesObject,
  type Manifest,
} from "../../lib/core";

function scratch(): string {
  return join(mkdtempSync(join(tmpdir(), "write-")), "dev");
}

function manifest(
  object: Partial<KubernetesObject> & { name?: string; namespace?: string | undefined } = {},
): Manifest {
  const { name = "settings", namespace = "shop", ...rest } = object;
  return {
    object: { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, ...rest },
    source: `chart/${name}`,
    dependsOn: [],
  };
}

function tree(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .toSorted();
}

test("writes one object per file, by namespace, kind and name", () => {
  const app = Testing.app();
  const chart = new ManifestChart(app, "chart", { namespace: "shop" });
  new Resource(chart, "namespace", "Namespace", { name: "shop", labels: {} }, {});
  new Resource(chart, "role", "ClusterRole", { name: "system:reader", labels: {} }, {});
  new Resource(chart, "config", "ConfigMap", { name: "settings", labels: {} }, { data: { "app.yml": "a: 1\nb: 2\n" } });
  const directory = scratch();

  const result = writeManifests(render(app), directory);

  expect(result.files).toEqual([
    "_cluster/clusterrole.system_reader.yaml",
    "_cluster/namespace.shop.yaml",
    "shop/configmap.settings.yaml",
  ]);
  expect(readFileSync(join(directory, "shop/configmap.settings.yaml"), "utf8")).toBe(
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\ndata:\n  app.yml: |\n    a: 1\n    b: 2\n",
  );
});

test("removes the files of objects that are gone", () => {
  const directory = scratch();
  writeManifests([manifest({ name: "a" }), manifest({ name: "b" })], directory);

  writeManifests([manifest({ name: "b" })], directory);

  expect(tree(directory)).toEqual(["shop/configmap.b.yaml"]);
});

test("refuses a directory with files that it did not write, and leaves it as it was", () => {
  const directory = scratch();
  writeManifests([manifest({ name: "a" })], directory);
  writeFileSync(join(directory, "shop", "mine.yaml"), "precious");

  expect(() => writeManifests([manifest({ name: "b" })], directory)).toThrow(
    "were not written by an earlier run: shop/mine.yaml",
  );

  expect(tree(directory)).toEqual(["shop/configmap.a.yaml", "shop/mine.yaml"]);
});

test("refuses a directory that was never its own", () => {
  const directory = scratch();
  mkdirSync(directory);
  writeFileSync(join(directory, "README.md"), "precious");

  expect(() => writeManifests([manifest()], directory)).toThrow("README.md");
});

test("restores the old tree when an earlier run died between its two renames", () => {
  const directory = scratch();
  writeManifests([manifest({ name: "a" })], directory);
  renameSync(directory, join(directory, "..", ".dev.previous"));

  expect(() => writeManifests([manifest({ kind: "Secret", data: { key: "c2VjcmV0" } })], directory)).toThrow("literal");
  writeManifests([manifest({ name: "b" })], directory);

  expect(tree(directory)).toEqual(["shop/configmap.b.yaml"]);
  expect(existsSync(join(directory, "..", ".dev.previous"))).toBe(false);
});

test("leaves the old tree whole when it cannot write the new one", () => {
  const directory = scratch();
  writeManifests([manifest({ name: "a" })], directory);
  const unwritable = manifest({ name: "b", data: { f: () => 1 } });

  expect(() => writeManifests([manifest({ name: "c" }), unwritable], directory)).toThrow("function");

  expect(tree(directory)).toEqual(["shop/configmap.a.yaml"]);
});

test("refuses a Secret with literal values, naming the keys but not the values", () => {
  const secret = manifest({ kind: "Secret", stringData: { password: "hunter2", url: input("slackUrl") } });

  const write = (): unknown => writeManifests([secret], scratch(), { inputs: ["slackUrl"] });

  expect(write).toThrow("Secret/shop/settings holds literal values (password)");
  expect(write).not.toThrow("hunter2");
});

test("refuses an input that nobody declared, and says what can be done", () => {
  expect(() => writeManifests([manifest({ data: { url: `x ${input("slackUrl")}` } })], scratch())).toThrow(
    'chart/settings: ConfigMap/shop/settings needs input "slackUrl", which only a deployment knows; deploy with Pulumi, or replace it by an override',
  );
});

test("tells what it would refuse without changing anything", () => {
  const directory = scratch();
  writeManifests([manifest({ name: "a" })], directory);
  writeFileSync(join(directory, "mine.yaml"), "precious");
  const secret = manifest({ kind: "Secret", stringData: { password: "hunter2" } });

  expect(checkManifests([secret, manifest({ data: { url: input("slackUrl") } })], directory)).toEqual([
    expect.stringContaining("holds literal values (password)"),
    expect.stringContaining('needs input "slackUrl"'),
    expect.stringContaining("were not written by an earlier run: mine.yaml"),
  ]);
  expect(checkManifests([manifest({ name: "a" })], scratch())).toEqual([]);
  expect(tree(directory)).toEqual(["mine.yaml", "shop/configmap.a.yaml"]);
});

test("refuses two objects that would share a file", () => {
  const a = manifest({ kind: "ClusterRole", apiVersion: "rbac.authorization.k8s.io/v1", name: "a:b" });
  const b = manifest({ kind: "ClusterRole", apiVersion: "rbac.authorization.k8s.io/v1", name: "a_b" });

  expect(() => writeManifests([a, b], scratch())).toThrow("would both be written to");
});

test("writes YAML from which the same value is read, with text that looks like something else in quotes", () => {
  const ambiguous = fc.constantFrom(
    "yes",
    "on",
    "0x1f",
    "012",
    "1e3",
    "12:30:45",
    "null",
    "~",
    "2024-01-01",
    "1_000",
    ".inf",
    "",
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), ambiguous, fc.integer(), fc.boolean())), (value) => {
      expect(load(toYaml(value))).toEqual(value);
    }),
  );
  for (const text of ["yes", "on", "012", "1e3", "12:30:45", "1_000"])
    expect(toYaml({ a: text })).toBe(`a: '${text}'\n`);
});
