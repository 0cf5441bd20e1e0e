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
  writeFiles,
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

describe("files that are no manifests", () => {
  const file = (path: string, content: string | Uint8Array = "") => ({ path, content: () => content });

  test("are written below the directory, at their paths", () => {
    const directory = scratch();

    const result = writeFiles([file("dev/b.test.yaml", "b: ä\n"), file("a.yaml")], directory);

    expect(result).toEqual({ files: ["a.yaml", "dev/b.test.yaml"], bytes: 6 });
    expect(tree(directory)).toEqual(["a.yaml", "dev/b.test.yaml"]);
    expect(readFileSync(join(directory, "dev/b.test.yaml"), "utf8")).toBe("b: ä\n");
  });

  test("may be bytes, which are written as they are", () => {
    const directory = scratch();

    const result = writeFiles([file("a.png", new Uint8Array([137, 80, 0, 255]))], directory);

    expect(result.bytes).toBe(4);
    expect([...readFileSync(join(directory, "a.png"))]).toEqual([137, 80, 0, 255]);
  });

  test("replace those of the run before, and no others", () => {
    const directory = scratch();
    writeFiles([file("a.yaml"), file("b.yaml")], directory);
    writeFiles([file("b.yaml"), file("c.yaml")], directory);
    writeFileSync(join(directory, "mine.yaml"), "precious");

    expect(() => writeFiles([file("d.yaml")], directory)).toThrow("were not written by an earlier run: mine.yaml");

    expect(tree(directory)).toEqual(["b.yaml", "c.yaml", "mine.yaml"]);
  });

  test("leave the old ones whole where the text of one cannot be had", () => {
    const directory = scratch();
    writeFiles([file("a.yaml")], directory);
    const unwritable = {
      path: "c.yaml",
      content: () => {
        throw new Error("no text");
      },
    };

    expect(() => writeFiles([file("b.yaml"), unwritable], directory)).toThrow("no text");

    expect(tree(directory)).toEqual(["a.yaml"]);
  });

  test.each(["../a.yaml", "/a.yaml", "dev/../../a.yaml", "dev/../a.yaml"])(
    "are refused at %s, outside of the directory",
    (path) => {
      const directory = scratch();

      expect(() => writeFiles([file(path)], directory)).toThrow(`${path}: expected a path below ${directory}`);

      expect(existsSync(directory)).toBe(false);
    },
  );

  test("are refused where two have one path, of which one would be lost", () => {
    expect(() => writeFiles([file("a.yaml", "1"), file("a.yaml", "2")], scratch())).toThrow(
      "a.yaml: two files have this path",
    );
  });
});
