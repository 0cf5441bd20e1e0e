import { environmentsOf, fileReader, type YamlFile } from "../../../lib/review";

test("takes each folder that synth wrote for an environment of that name", () => {
  const found = environmentsOf(
    [
      { path: "out/dev/.manifests", text: "" },
      { path: "out/dev/shop/service.a.yaml", text: aService("a") },
      { path: "out/prod/.manifests", text: "" },
      { path: "out/prod/shop/service.a.yaml", text: aService("a") },
      { path: "values.yaml", text: "replicas: 2\n" },
    ],
    fileReader(),
  );

  expect(found.problems).toEqual([]);
  expect(found.environments.map(({ name, objects }) => [name, objects.length])).toEqual([
    ["dev", 1],
    ["prod", 1],
  ]);
});

test("names environments by their whole path where two folders are called the same", () => {
  const files = ["a/prod/", "b/prod/"].map((root) => ({ path: `${root}.manifests`, text: "" }));

  expect(environmentsOf(files, fileReader()).environments.map(({ name }) => name)).toEqual(["a/prod", "b/prod"]);
});

test("takes everything for one environment without a name where synth wrote nothing", () => {
  const { environments } = environmentsOf([aFile("a"), aFile("b")], fileReader());

  expect(environments.map(({ name, objects }) => [name, objects.length])).toEqual([["", 2]]);
});

test("reads all documents of a file, the items of a List, and JSON", () => {
  const list = JSON.stringify({
    apiVersion: "v1",
    kind: "List",
    items: [{ apiVersion: "v1", kind: "Secret", metadata: { name: "s" } }],
  });
  const several = `${aService("a")}---\n\n---\n${aService("b")}`;

  const { environments } = environmentsOf(
    [
      { path: "a.yaml", text: several },
      { path: "b.json", text: list },
    ],
    fileReader(),
  );

  expect(environments[0]?.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    "Service a",
    "Service b",
    "Secret s",
  ]);
});

test("leaves out files that hold no object, and tells which", () => {
  const { environments, skipped } = environmentsOf(
    [
      aFile("a"),
      { path: "values.yaml", text: "replicas: 2\n" },
      { path: "kustomization.yaml", text: "kind: Kustomization\n" },
    ],
    fileReader(),
  );

  expect(environments[0]?.objects).toHaveLength(1);
  expect(skipped).toEqual(["values.yaml", "kustomization.yaml"]);
});

test("tells every file that cannot be read, and what to do about a template", () => {
  const { problems } = environmentsOf(
    [aFile("a"), { path: "b.yaml", text: "a: [\n" }, { path: "c.yaml", text: "a: {{ .Values.a }}\n" }],
    fileReader(),
  );

  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(/^b\.yaml: .*\(\d+:\d+\)/);
  expect(problems[1]).toMatch(/^c\.yaml: .*a template has to be rendered before it can be reviewed$/);
});

test("tells an object that is there twice", () => {
  const { problems } = environmentsOf([aFile("a"), { ...aFile("a"), path: "other/a.yaml" }], fileReader());

  expect(problems).toEqual(["Service/shop/a is there twice; review one environment by itself: name its folder"]);
});

test("gives the same objects for the same text, so that they need not be compared", () => {
  const reader = fileReader();

  const [one, other] = [environmentsOf([aFile("a")], reader), environmentsOf([aFile("a")], reader)];

  expect(one.environments[0]?.objects[0]).toBe(other.environments[0]?.objects[0]);
});

function aFile(name: string): YamlFile {
  return { path: `${name}.yaml`, text: aService(name) };
}

function aService(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: shop\n`;
}
