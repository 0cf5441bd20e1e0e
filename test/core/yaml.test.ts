import fc from "fast-check";
import { load } from "js-yaml";
import { parse } from "yaml";
import { toYaml } from "../../lib/core";

/** Text that some reader of YAML takes for something else, or that its indicators break. */
const awkward = fc.constantFrom(
  "",
  "y",
  "Yes",
  "on",
  "OFF",
  "null",
  "~",
  "true",
  "0x1f",
  "012",
  "0o7",
  "0b1",
  "1e3",
  "1E-3",
  "12:30:45",
  "1:2",

  "2024-01-01",
  "1_000",
  ".inf",
  ".NaN",
  "-1",
  "+1",
  "1.",
  ".5",
  "5m",
  "80%",
  "250m",
  "1.2.3",
  "1.2",
  "3.13.2-rc.0",

  "--flag=a",
  "-a",
  "-Inf",
  "3276MB",
  "1e",
  "0 * a",
  "2001-12-14 21:59:43",
  "- a",
  "? a",
  ": a",
  "a: b",
  "a:",
  "a #b",
  "#a",
  " a",
  "a ",
  "a\t",
  "\ta",
  "[a]",
  "{a}",
  "&a",
  "*a",
  "!a",
  "|",
  ">",
  "%a",
  "@a",
  "`a",
  "'a'",
  '"a"',
  "<<",
  "=",
  "---",
  "...",
  "${{ input:x }}",
  'sum(rate(x{a="b"}[5m])) > 0.5',
  "it's",

  "\n",
  "\n\n",
  "a\n",
  "a\nb",
  "a\nb\n\n",
  "\na",
  " a\nb",
  "a\n b",
  "a \nb",
  "\n a\n",
  "a\n\n\nb\n",
  "a\r\nb",
  "a\tb\n",
  "\n\n  x\ny",
  "é",
  "😀",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\u0000",
  "\u007f",
  "a\n# b\n",
  "key: |\n  text\n",
);
const text = fc.oneof(awkward, fc.string({ unit: "binary" }), fc.string());
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("writes YAML from which both a 1.2 and a 1.1 reader read the same value", () => {
  fc.assert(
    fc.property(fc.dictionary(text, value, { noNullPrototype: true }), (object) => {
      const yaml = toYaml(object);

      expect(load(yaml)).toEqual(object);
      expect(parse(yaml, { version: "1.1", merge: false })).toEqual(object);
    }),
    { numRuns: 500 },
  );
});

test("reads well: blocks, no needless quotes, sequences below their key", () => {
  const object = {
    kind: "ConfigMap",
    data: { "app.yml": "a: 1\nb:\n  - 2\n", script: "one\ntwo" },
    rules: [{ alert: "Down", expr: 'up{job="a"} == 0', for: "5m", labels: {} }, "plain", [1, 2]],
    image: "registry.example.com/a:v1",
    path: "/metrics",
    version: "3.13.2",
    enabled: "true",
    replicas: 2,
  };

  expect(toYaml(object)).toBe(`kind: ConfigMap
data:
  app.yml: |
    a: 1
    b:
      - 2
  script: |-
    one
    two
rules:
  - alert: Down
    expr: up{job="a"} == 0
    for: 5m
    labels: {}
  - plain
  - - 1
    - 2
image: registry.example.com/a:v1
path: /metrics
version: 3.13.2
enabled: 'true'
replicas: 2
`);
});

test("leaves out what is undefined", () => {
  expect(toYaml({ a: undefined, b: { c: undefined }, d: [] })).toBe("b: {}\nd: []\n");
});

test("refuses what is no plain data", () => {
  expect(() => toYaml({ a: () => 1 })).toThrow("cannot write a function as YAML");
});
